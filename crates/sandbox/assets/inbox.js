// Keeps the list fresh and shows times as the reader's clock does. The page works without it.
const shown = () => document.getElementById("messages");
let known = shown().innerHTML;

function localise() {
  const today = new Date().toDateString();
  for (const time of document.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    const isBrief = time.closest("#messages") && at.toDateString() === today;
    time.textContent = isBrief
      ? at.toLocaleTimeString(undefined, { timeStyle: "short" })
      : at.toLocaleString(undefined, { dateStyle: "short", timeStyle: "short" });
  }
}

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("messages");
  if (!fresh || fresh.innerHTML === known) return;
  known = fresh.innerHTML;
  shown().innerHTML = known;
  localise();
}

const clear = document.getElementById("clear");
clear.hidden = false;
clear.addEventListener("click", async () => {
  await fetch("/inbox/messages", { method: "DELETE" });
  location.assign("/inbox");
});

localise();
setInterval(refresh, 2000);
