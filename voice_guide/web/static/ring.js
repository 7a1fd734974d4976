// The time left, counted down here between two messages.

import { now } from "./link.js";

const ring = document.getElementById("ring");
const arc = document.getElementById("arc");
const left = document.getElementById("left");
const whole = document.getElementById("whole");
const doing = document.getElementById("doing");

let time = { left: null, whole: null, due: null, state: "", number: null };

export function setTime(state) {
  time = state;
  draw();
}

export function begin() {
  setInterval(draw, 200);
}

function draw() {
  const stands = time.due === null;
  const seconds = stands ? time.left : Math.max(0, time.due - now());
  const none = seconds === null;
  ring.hidden = time.number === null;
  ring.classList.toggle("stands", stands);
  write(doing, none && !ring.hidden ? time.state : "");
  write(left, none ? "" : spelt(Math.ceil(seconds - 0.05)));
  write(whole, none ? "" : `/ ${spelt(Math.round(time.whole))}`);
  const part = time.whole ? Math.min(1, seconds / time.whole) : 0;
  arc.style.strokeDashoffset = String(1 - part);
  ring.classList.toggle("last", !stands && seconds <= 5);
  ring.classList.toggle("none", none);
}

function spelt(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
