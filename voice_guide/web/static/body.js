// Where the hands are: a picture that stands in the page itself, since browsers draw one that
// moves inside an <img> sixty times a second, whatever it needs.

const figure = document.getElementById("body");
const motion = document.getElementById("motion");

let wanted = "";
let latest = null;

export function showBody(state) {
  latest = state;
  dress();
  if (state.number === null || state.body === wanted) return;
  bring(state, (wanted = state.body));
}

// Light or dark, moving or still, is for the style sheet to say.
export function dress() {
  const drawn = figure.firstElementChild;
  if (!drawn) return;
  const light = document.documentElement.classList.contains("light");
  drawn.classList.toggle("bm-light", light);
  drawn.classList.toggle("bm-dark", !light);
  drawn.classList.toggle("bm-moving", moves());
}

// Where hands rest, nothing moves; and drawing what moves is work for a small machine.
function moves() {
  return motion.checked && (latest.due !== null || latest.left === null);
}

async function bring(state, name) {
  try {
    const answer = await fetch(`body/${name}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    if (name !== wanted) return;
    drawn.querySelector("title").textContent =
      [figure.dataset.label, state.areas.join(", "), state.side].filter(Boolean).join(": ");
    // The old picture stays until the new one is there.
    figure.replaceChildren(drawn);
    dress();
  } catch {
    if (name === wanted) wanted = "";
  }
}
