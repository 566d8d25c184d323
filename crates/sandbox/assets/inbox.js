// Keeps the list fresh and shows times as the reader's clock does. The page works without it.
const shown = () => document.getElementById("messages");
let known = shown().innerHTML;

function localise() {
  for (const time of document.querySelectorAll("time")) {
    time.textContent = new Date(time.dateTime).toLocaleString(undefined, {
      dateStyle: "short",
      timeStyle: time.closest("#messages") ? "short" : "medium",
    });
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
