// Draws one moment.

import { showBody } from "./body.js";
import { setTime } from "./ring.js";

const at = (id) => document.getElementById(id);
const ASKING = new Set(["choosing", "screening", "confirming", "pain", "resuming"]);

let announced = "";

export function draw(state, press) {
  const page = document.body;
  const asking = state.answers.length > 0 && ASKING.has(state.phase);
  page.dataset.phase = state.phase;
  page.toggleAttribute("data-asking", asking);
  page.toggleAttribute("data-step", state.number !== null);
  write("routine", state.routine || at("routine").dataset.name);
  write("part", state.part);
  write("place", state.place);
  write("title", state.title || at("routine").dataset.name);
  // Without a time, the ring tells what is going on.
  const inRing = state.number !== null && (state.left === null || state.phase === "holding");
  write("state", inRing ? "" : state.state);
  write("side", state.side);
  write("pressure-text", state.pressureText);
  write("kept-out", state.keptOut);
  write("question", asking ? question(state) : "");
  write("words", asking ? "" : state.phase ? state.words : page.dataset.notBegun);
  write("said", saidApart(state) ? state.said : "");
  write("heard", state.heard);
  write("notice", state.notice);
  write("deaf", state.deaf);
  write("next-title", state.next);
  write("hint-list", state.hints.join(" · "));
  at("pressure").hidden = state.pressure === null;
  [...at("dots").children].forEach((dot, n) => dot.classList.toggle("on", n < state.pressure));
  at("progress").value = state.number === null ? 0 : state.number / state.of;
  answers(asking ? state : { ...state, answers: [] }, press);
  pauseOrGoOn(state);
  showBody(state);
  setTime(state);
  announce(state);
  document.title = [state.title, state.side].filter(Boolean).join(", ") || document.title;
  fit();
}

function question(state) {
  return state.phase === "choosing" ? "" : state.question || state.words;
}

// What is offered is touched as a whole line: number, name and how long.
function told(text, state) {
  const line = state.phase === "choosing" && state.words.split("\n").find((one) => one.includes(text));
  return line ? line.replace(/\.$/, "") : text;
}

// What is on the page already need not stand there twice.
function saidApart(state) {
  const { said, words, question: asked } = state;
  return said && !words.includes(said) && !said.includes(words || "\0") && said !== asked;
}

function answers(state, press) {
  const wanted = state.answers;
  const group = at("answers");
  if (group.dataset.shown === wanted.join("\n")) return;
  group.dataset.shown = wanted.join("\n");
  group.replaceChildren(...wanted.map((text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = told(text, state);
    button.dataset.say = text;
    button.addEventListener("click", press);
    return button;
  }));
  group.classList.toggle("many", wanted.length > 4);
}

function pauseOrGoOn(state) {
  const button = at("pause");
  const key = state.phase === "paused" ? "goOn" : "pause";
  const said = state.phase === "paused" ? "saysGoOn" : "saysPause";
  if (button.textContent !== button.dataset[key]) button.textContent = button.dataset[key];
  button.dataset.say = button.dataset[said];
}

// For a screen reader: the step when it changes, a question when it is put.
function announce(state) {
  const told = state.question || (state.number === null
    ? `${state.title}. ${state.words}`
    : [state.place, state.title, state.side, state.pressureText].filter(Boolean).join(". "));
  if (told === announced) return;
  announced = told;
  at("aloud").textContent = told;
}

function write(id, text) {
  const element = at(id);
  if (element.textContent !== text) element.textContent = text;
}

// As large as their place allows: they are read from two metres away.
export function fit() {
  const height = window.innerHeight;
  fitTitle(at("title"), Math.min(84, height * 0.085));
  fitWords(at("words"), Math.min(54, height * 0.058));
}

// A title on one line leaves room for the words, unless it would have to be small.
function fitTitle(title, most) {
  if (fitted(title)) return;
  title.classList.add("line");
  if (largest(title, 0.6 * most, most)) return fitted(title, true);
  title.classList.remove("line");
  largest(title, 22, most);
  fitted(title, true);
}

function fitWords(words, most) {
  if (fitted(words)) return;
  largest(words, 17, most);
  fitted(words, true);
}

// To a twentieth: every try costs the browser a layout.
function largest(element, least, most) {
  if (holds(element, most)) return true;
  let low = least, high = most;
  while (high / low > 1.05) {
    const size = Math.sqrt(low * high);
    if (holds(element, size)) low = size; else high = size;
  }
  return holds(element, low);
}

function holds(element, size) {
  element.style.fontSize = `${size}px`;
  return element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1;
}

function fitted(element, now = false) {
  const room = `${element.clientWidth}x${element.clientHeight}@${window.innerHeight}:${element.textContent}`;
  if (now) element.dataset.fitted = room;
  return element.dataset.fitted === room;
}
