// The same by keyboard, page-turner pedal, headset and media keys.

const PLAIN = {
  PageDown: "next", ArrowRight: "next", ArrowDown: "next", MediaTrackNext: "next",
  PageUp: "repeat", ArrowLeft: "repeat", ArrowUp: "repeat", MediaTrackPrevious: "repeat",
  " ": "pause", MediaPlayPause: "pause", Escape: "stop", MediaStop: "stop",
};
const LETTERS = {
  n: "next", r: "repeat", p: "pause", s: "sides", "-": "less", "+": "more", "=": "more",
};

export function begin(touch, letters) {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector("dialog[open]") || meantForElement(event)) return;
    const name = PLAIN[event.key] ?? (letters() ? LETTERS[event.key.toLowerCase()] : undefined);
    if (!name) return;
    event.preventDefault();
    touch(name);
  });
}

function meantForElement(event) {
  const on = event.target;
  if (on.matches("input, textarea, select")) return true;
  if (event.key === " " && on.matches("button, a, summary")) return true;
  const arrow = event.key.startsWith("Arrow") || event.key.startsWith("Page");
  return arrow && on.scrollHeight > on.clientHeight + 1 && on.matches("[tabindex]");
}

// Headsets and remote controls send their keys to whatever plays sound: so we play silence.
let silence = null;

export async function media(on, touch) {
  const session = navigator.mediaSession;
  if (!session) return false;
  const wanted = { nexttrack: "next", previoustrack: "repeat", play: "pause", pause: "pause", stop: "stop" };
  for (const [action, name] of Object.entries(wanted)) {
    try {
      session.setActionHandler(action, on ? () => touch(name) : null);
    } catch {
      // A browser that does not know this key has the others.
    }
  }
  if (!on) {
    silence?.pause();
    return true;
  }
  silence ??= new Audio(URL.createObjectURL(quiet()));
  silence.loop = true;
  await silence.play();
  return true;
}

export function describe(title, artist, playing) {
  const session = navigator.mediaSession;
  if (!session || !silence) return;
  session.metadata = new MediaMetadata({ title, artist });
  session.playbackState = playing ? "playing" : "paused";
}

// Ten seconds of silence as a WAV file: 8000 bytes a second, one byte a sample.
function quiet() {
  const rate = 8_000, length = 10 * rate, bytes = new DataView(new ArrayBuffer(44 + length));
  const text = (place, letters) => [...letters].forEach((c, n) => bytes.setUint8(place + n, c.charCodeAt(0)));
  text(0, "RIFF"); bytes.setUint32(4, 36 + length, true); text(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true); bytes.setUint16(20, 1, true); bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true); bytes.setUint32(28, rate, true);
  bytes.setUint16(32, 1, true); bytes.setUint16(34, 8, true);
  text(36, "data"); bytes.setUint32(40, length, true);
  new Uint8Array(bytes.buffer, 44).fill(128);
  return new Blob([bytes.buffer], { type: "audio/wav" });
}
