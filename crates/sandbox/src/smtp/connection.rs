//! The bytes of an SMTP connection: lines in, replies out, a mail up to its lone dot.

use super::dialogue::{Action, Dialogue};
use super::{LARGEST_MAIL, Server};
use crate::faults::{Effect, Upstream};
use std::io;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

const IDLE: Duration = Duration::from_mins(2);
const LONGEST_COMMAND: u64 = 4096;
const LONGEST_PIECE: u64 = 64 * 1024;

/// Why a stretch of dialogue is over.
enum Ending {
    Close,
    StartTls,
}

/// What became of the bytes behind `DATA`.
enum Mail {
    Whole(Vec<u8>),
    TooLarge,
}

/// Leads one connection from the greeting to its end.
pub(super) async fn serve(stream: TcpStream, server: Server) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut dialogue = Dialogue::new(server.credentials.clone());
    let mut plain = BufReader::new(stream);
    say(&mut plain, &Dialogue::greeting()).await?;
    match converse(&mut plain, &mut dialogue, &server).await? {
        Ending::Close => return Ok(()),
        Ending::StartTls => say(&mut plain, "220 2.0.0 Go ahead").await?,
    }
    // Whatever a client sent ahead of the handshake is thrown away with the buffer: it must not count as secured.
    let stream = timeout(IDLE, server.tls.accept(plain.into_inner())).await??;
    let mut dialogue = dialogue.secured();
    converse(&mut BufReader::new(stream), &mut dialogue, &server).await?;
    Ok(())
}

async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    dialogue: &mut Dialogue,
    server: &Server,
) -> io::Result<Ending> {
    loop {
        let Some(line) = command(stream).await? else { return Ok(Ending::Close) };
        match dialogue.take(&line) {
            Action::Say(reply) => say(stream, &reply).await?,
            Action::StartTls => return Ok(Ending::StartTls),
            Action::Quit => {
                say(stream, "221 2.0.0 Bye").await?;
                return Ok(Ending::Close);
            }
            Action::Mail => {
                let reply = match server.faults.meet(Upstream::Smtp).await {
                    None => "250 2.1.0 Ok".to_owned(),
                    Some(Effect::Drop) => return Ok(Ending::Close),
                    Some(Effect::Answer { status, error }) => {
                        dialogue.finish();
                        let status = status.map(|status| format!("{} fault", status.as_str()));
                        error.or(status).unwrap_or_default()
                    }
                };
                say(stream, &reply).await?;
                if reply.starts_with("421") {
                    return Ok(Ending::Close);
                }
            }
            Action::Data => {
                say(stream, "354 End with a lone dot").await?;
                let mail = mail(stream).await?;
                let recipients = dialogue.finish();
                let reply = match mail {
                    Mail::Whole(source) => {
                        format!("250 2.0.0 Kept as {}", server.inbox.deliver(recipients, source))
                    }
                    Mail::TooLarge => "552 5.3.4 Mail too large".to_owned(),
                };
                say(stream, &reply).await?;
            }
        }
    }
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, reply: &str) -> io::Result<()> {
    stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// The next command without its line end; `None` when the client is gone, silent for too long or rambling.
async fn command<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<Option<String>> {
    let line = piece(stream, LONGEST_COMMAND).await?;
    let Some(line) = line.strip_suffix(b"\n") else { return Ok(None) };
    Ok(Some(String::from_utf8_lossy(line).trim_end().to_owned()))
}

/// Reads a mail up to `<CRLF>.<CRLF>`, and only that: a bare line feed before the dot ends nothing (RFC 5321 4.1.1.4).
async fn mail<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<Mail> {
    let mut source = Vec::new();
    let mut starts_line = true;
    let mut too_large = false;
    loop {
        let piece = piece(stream, LONGEST_PIECE).await?;
        if piece.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let content = match piece.strip_prefix(b".") {
            Some(b"\r\n") if starts_line => break,
            Some(stuffed) if starts_line => stuffed,
            _ => &piece,
        };
        starts_line = piece.ends_with(b"\r\n");
        too_large |= source.len() + content.len() > LARGEST_MAIL;
        if !too_large {
            source.extend_from_slice(content);
        }
    }
    Ok(if too_large { Mail::TooLarge } else { Mail::Whole(source) })
}

/// Reads up to a line feed, the limit or the end.
async fn piece<S: AsyncRead + Unpin>(stream: &mut BufReader<S>, limit: u64) -> io::Result<Vec<u8>> {
    let mut piece = Vec::new();
    timeout(IDLE, stream.take(limit).read_until(b'\n', &mut piece)).await??;
    Ok(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(bytes: &[u8]) -> Option<Vec<u8>> {
        match mail(&mut BufReader::new(bytes)).await {
            Ok(Mail::Whole(source)) => Some(source),
            Ok(Mail::TooLarge) | Err(_) => None,
        }
    }

    #[tokio::test]
    async fn a_doubled_dot_is_one_dot_and_only_a_lone_one_ends_the_mail() {
        let source = read(b"..one\r\n.two\r\na.\r\n\n.\r\n..\r\n.\r\nQUIT\r\n").await;
        assert_eq!(source.as_deref(), Some(&b".one\r\ntwo\r\na.\r\n\n.\r\n.\r\n"[..]));
    }

    #[tokio::test]
    async fn a_mail_without_its_end_is_no_mail() {
        assert_eq!(read(b"one\r\n").await, None);
        assert_eq!(read(b"one\n.\n").await, None);
    }

    #[tokio::test]
    async fn a_mail_over_the_limit_is_read_to_its_end_and_not_kept() {
        let mut bytes = vec![b'x'; LARGEST_MAIL + 1];
        bytes.extend_from_slice(b"\r\n.\r\nQUIT\r\n");
        let mut stream = BufReader::new(bytes.as_slice());
        assert!(matches!(mail(&mut stream).await, Ok(Mail::TooLarge)));
        assert_eq!(command(&mut stream).await.unwrap().as_deref(), Some("QUIT"));
    }
}
