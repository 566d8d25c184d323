#!/usr/bin/env python3
"""Hears facts of Parvis in a queue of its own, handles each of them once, and prints a line for each.

    pip install -r requirements.txt
    PARVIS_BROKER=amqp://reporting:password@localhost:5672/parvis \\
        ./subscriber.py reporting.tenants parvis.onboarding.v1.TenantActivated

The queue keeps what is said while this program is away. A message may come twice; the row with its id, which is
written in the same transaction as its effect, tells. It is acknowledged once that is committed, never before.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import sys
import time

import pika
from pika.exceptions import AMQPError, ChannelClosedByBroker, ProbableAccessDeniedError, ProbableAuthenticationError

# All arguments are explicit, because their defaults differ between versions of the broker.
DEAD = {"x-queue-type": "quorum", "x-delivery-limit": 1_000_000, "x-overflow": "reject-publish"}
LIVE = {
    "x-queue-type": "quorum",
    "x-single-active-consumer": True,  # Several of these programs may run; one at a time keeps the order.
    "x-delivery-limit": 50,
    "x-overflow": "reject-publish",
    "x-dead-letter-exchange": "parvis.dead",
    "x-dead-letter-strategy": "at-least-once",
}


def declare(channel, queue, facts):
    """The queue, what it hears, and where a message goes that nobody can read."""
    dead = f"{queue}.dead"
    channel.queue_declare(dead, durable=True, arguments=DEAD)
    channel.queue_bind(dead, "parvis.dead", dead)
    channel.queue_declare(queue, durable=True, arguments=LIVE | {"x-dead-letter-routing-key": dead})
    for fact in facts:
        channel.queue_bind(queue, "parvis.facts", fact)


def handle(database, event):
    """Writes what the event means to us; false where it was handled before."""
    with database:
        row = (event["id"], event["source"], event["subject"], event["sequence"], event["type"])
        new = database.execute("INSERT OR IGNORE INTO heard VALUES (?, ?, ?, ?, ?)", row).rowcount == 1
        # Here stands the effect, in this transaction. What was replayed by an operator may be older than what
        # this subject has come to since: `sequence` tells.
    return new


def hear(connection, database, queue, facts):
    channel = connection.channel()
    declare(channel, queue, facts)
    channel.basic_qos(prefetch_count=100)
    for delivery, _, body in channel.consume(queue):
        try:
            event = json.loads(body)
            new = handle(database, event)
        except (ValueError, KeyError, TypeError) as error:
            print(f"unreadable, put to the dead letters: {error!r}", file=sys.stderr)
            channel.basic_reject(delivery.delivery_tag, requeue=False)
            continue
        channel.basic_ack(delivery.delivery_tag)
        if new:
            data = json.dumps(event["data"], ensure_ascii=False)
            print(event["time"], event["type"], event["subject"], event["sequence"], data, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queue", help="begins with the name of the broker user, such as reporting.tenants")
    parser.add_argument("facts", nargs="+", help="full names, as in the catalogue")
    parser.add_argument("--database", default="subscriber.db", help="where the ids are kept (SQLite)")
    given = parser.parse_args()
    if "PARVIS_BROKER" not in os.environ:
        parser.error("PARVIS_BROKER must name the broker: amqp://user:password@host:5672/parvis")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    database = sqlite3.connect(given.database)
    database.execute("CREATE TABLE IF NOT EXISTS heard (id PRIMARY KEY, source, subject, sequence, type)")
    while True:
        try:
            with pika.BlockingConnection(pika.URLParameters(os.environ["PARVIS_BROKER"])) as connection:
                hear(connection, database, given.queue, given.facts)
        except (ProbableAuthenticationError, ProbableAccessDeniedError) as error:
            sys.exit(f"the broker knows no such user, password or virtual host: {error!r}")
        except ChannelClosedByBroker as error:
            if error.reply_code == 403:
                sys.exit(f"not allowed to this user: {error.reply_text}")
            print(f"the broker refused, trying again: {error!r}", file=sys.stderr)
        except (AMQPError, OSError) as error:
            print(f"the broker is away, trying again: {error!r}", file=sys.stderr)
        time.sleep(random.uniform(0.5, 5))


if __name__ == "__main__":
    main()
