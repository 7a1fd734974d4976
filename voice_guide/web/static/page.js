// Puts the page together.

import * as body from "./body.js";
import * as keys from "./keys.js";
import * as link from "./link.js";
import * as ring from "./ring.js";
import * as screen from "./screen.js";
import * as step from "./step.js";

const at = (id) => document.getElementById(id);
const words = document.body.dataset;
const mayCommand = document.documentElement.dataset.rights === "control";
const AGAIN = 400; // ms; a knuckle bounces

const lastPress = new Map();

async function send(text, button) {
  if (!mayCommand || Date.now() - (lastPress.get(text) ?? 0) < AGAIN) return;
  lastPress.set(text, Date.now());
  button?.classList.add("sent");
  setTimeout(() => button?.classList.remove("sent"), 350);
  navigator.vibrate?.(20);
  try {
    await link.say(text);
  } catch (error) {
    at("notice").textContent = error.message === "429" ? words.tooFast : words.notSent;
  }
}

function press(event) {
  const button = event.currentTarget;
  send(button.dataset.say, button);
  if (button.closest("dialog")) at("all").close();
  // After a touch the space bar is to pause again, not to press this button once more.
  if (event.detail > 0) button.blur();
}

function touch(name) {
  const button = document.querySelector(`.controls .${name}`);
  send(button.dataset.say, button);
}

function showLink(how) {
  document.body.dataset.link = how;
  const text = words[how];
  if (at("link-text").textContent !== text) at("link-text").textContent = text;
}

function show(state) {
  step.draw(state, press);
  keys.describe(state.title, state.routine, state.due !== null);
}

function sendTyped() {
  const text = at("typed").value.trim();
  if (!text) return;
  at("typed").value = "";
  send(text);
  at("all").close();
}

for (const button of document.querySelectorAll("[data-say]")) button.addEventListener("click", press);
at("open-all").addEventListener("click", () => at("all").showModal());
at("close-all").addEventListener("click", () => at("all").close());
at("send").addEventListener("click", sendTyped);
at("typed").addEventListener("keydown", (event) => event.key === "Enter" && sendTyped());

at("light").checked = screen.kept("light", "no") === "yes";
screen.light(at("light").checked);
at("light").addEventListener("change", ({ target }) => {
  screen.keep("light", target.checked ? "yes" : "no");
  screen.light(target.checked);
  body.dress();
});
// Whoever asked the device for less motion has to ask here for more.
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
at("motion").checked = screen.kept("motion", calm ? "no" : "yes") === "yes";
at("motion").addEventListener("change", ({ target }) => {
  screen.keep("motion", target.checked ? "yes" : "no");
  body.dress();
});
at("letters").checked = screen.kept("letters", "yes") === "yes";
at("letters").addEventListener("change", ({ target }) => {
  screen.keep("letters", target.checked ? "yes" : "no");
});
at("media").addEventListener("change", async ({ target }) => {
  try {
    target.checked = (await keys.media(target.checked, touch)) && target.checked;
  } catch {
    target.checked = false;
  }
});
screen.stayOn((on) => (at("awake").textContent = on ? words.awakeYes : words.awakeNo));

if (mayCommand) keys.begin(touch, () => at("letters").checked);
const resized = new ResizeObserver(step.fit);
for (const id of ["words", "title"]) resized.observe(at(id).parentElement);
resized.observe(at("words"));
ring.begin();
link.begin(show, showLink);
