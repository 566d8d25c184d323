// Drawing, and small comforts. Without this script the page reads, signs by name and declines all the same.
"use strict";

document.documentElement.classList.add("js");

const byId = (id) => document.getElementById(id);
const form = byId("sign-form");
const modes = [...form.elements.mode];
const panel = byId("pad");
const canvas = byId("canvas");
const field = byId("signature");
const status = byId("pad-status");
const texts = panel.dataset;
const pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.6, penColor: "#16245c" });

// What was drawn before the page was left; it stands until the signer draws anew.
let before = texts.again && field.value;

const isDrawn = () => Boolean(before) || !pad.isEmpty();
const drawing = () => form.elements.mode.value === "draw";

function tell(text, isFault) {
  status.textContent = text;
  status.classList.toggle("fault", Boolean(isFault));
}

// The strokes are kept as vectors, so that turning the phone loses none of them.
function fit() {
  if (panel.hidden || canvas.clientWidth === 0) return;
  const ratio = Math.min(Math.max(window.devicePixelRatio || 1, 1), 2);
  const [width, height] = [canvas.clientWidth * ratio, canvas.clientHeight * ratio];
  if (canvas.width === Math.round(width) && canvas.height === Math.round(height)) return;
  const strokes = pad.toData();
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  if (before) pad.fromDataURL(before, { width: canvas.clientWidth, height: canvas.clientHeight });
  if (strokes.length) pad.fromData(strokes, { clear: false });
}

function show() {
  panel.hidden = !drawing();
  byId("typed").hidden = drawing();
  fit();
  tell(isDrawn() ? texts.drawn : texts.empty);
}

function redraw(strokes) {
  before = "";
  pad.clear();
  if (strokes.length) pad.fromData(strokes);
  tell(strokes.length ? texts.drawn : texts.empty);
}

pad.addEventListener("beginStroke", () => {
  if (!before) return;
  before = "";
  pad.clear();
});
pad.addEventListener("endStroke", () => tell(texts.drawn));
byId("undo").addEventListener("click", () => redraw(pad.toData().slice(0, -1)));
byId("clear").addEventListener("click", () => redraw([]));
window.addEventListener("resize", fit);
for (const mode of modes) mode.addEventListener("change", show);

const name = byId("name");
name.addEventListener("input", () => { byId("mark").textContent = name.value; });

form.addEventListener("submit", (event) => {
  if (!drawing()) {
    field.value = "";
  } else if (!isDrawn()) {
    event.preventDefault();
    tell(texts.missing, true);
    byId("drawing").focus();
  } else if (!before) {
    field.value = pad.toDataURL("image/png");
  }
});

// A link to a closed part opens it.
function open() {
  const target = location.hash && byId(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
window.addEventListener("hashchange", open);
open();

// The bar leads to the form, and makes room once the form is in sight.
new IntersectionObserver(([form]) => { byId("bar").hidden = form.isIntersecting; }, { threshold: 0.2 })
  .observe(byId("sign"));

if (!texts.again) form.elements.mode.value = "draw";
show();
const errors = byId("errors");
if (errors) errors.focus();
