// The line to the guide: what there is to see comes in, what is touched goes out.
// The session's time is kept from one message to the next by this device's clock, which also
// counts while the device sleeps.

const SILENT_FOR = 12_000; // two beats of the server and a little
const LONGEST_WAIT = 5_000;
const REFUSED = { 404: "gone", 421: "gone", 503: "full" };

let source = null;
let lastSign = 0;
let tries = 0;
let offset = null;
let over = false;
let why = "lost";
let onState = () => {};
let onLink = () => {};

export function now() {
  return offset === null ? null : Date.now() / 1000 + offset;
}

export function begin(state, link) {
  onState = state;
  onLink = link;
  open();
  setInterval(look, 1_000);
  for (const [where, what] of [
    [document, "visibilitychange"], [window, "pageshow"], [window, "online"], [window, "focus"],
  ]) where.addEventListener(what, woken);
}

export async function say(text) {
  const sent = await fetch("say", { method: "POST", body: text, cache: "no-store" });
  if (!sent.ok) throw new Error(String(sent.status));
}

function open() {
  source?.close();
  lastSign = Date.now();
  const mine = (source = new EventSource("state"));
  mine.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    heardAt(state.clock);
    over = state.over;
    onLink(over ? "ended" : "connected");
    onState(state);
  });
  mine.addEventListener("beat", (event) => heardAt(Number(event.data)));
  mine.addEventListener("error", () => mine === source && failed());
}

function heardAt(clock) {
  lastSign = Date.now();
  tries = 0;
  why = "lost";
  offset = clock - Date.now() / 1000;
}

function failed() {
  source.close();
  source = null;
  tries += 1;
  onLink(over ? "ended" : why);
  setTimeout(() => source ?? open(), Math.min(LONGEST_WAIT, 500 * tries));
  if (tries > 2 || offset === null) ask();
}

// An EventSource does not tell why it was refused.
async function ask() {
  const asked = new AbortController();
  setTimeout(() => asked.abort(), LONGEST_WAIT);
  why = "lost";
  try {
    const answer = await fetch("state", { cache: "no-store", signal: asked.signal });
    why = REFUSED[answer.status] ?? "lost";
    asked.abort();
    if (why !== "lost") onLink(why);
  } catch {
    // Nobody there at all: "no connection" says so already.
  }
}

function look() {
  if (source && Date.now() - lastSign > SILENT_FOR) {
    onLink("lost");
    open();
  }
}

// A line that fell asleep with the device may look alive for minutes.
function woken() {
  if (document.visibilityState === "visible" && Date.now() - lastSign > SILENT_FOR / 2) open();
}
