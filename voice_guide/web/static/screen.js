// This screen's own settings: staying on, light or dark, what keys do. Kept on this device alone.

let lock = null;

export function kept(name, otherwise) {
  try {
    return localStorage.getItem(name) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows may refuse: then it lasts as long as the page.
  }
}

export function light(on) {
  document.documentElement.classList.toggle("light", on);
  document.querySelector("meta[name=theme-color]").content = on ? "#f6efe6" : "#14110f";
}

// Keeps the screen on where the browser lets us: on this machine, or over https.
export async function stayOn(tell) {
  const again = async () => {
    if (document.visibilityState !== "visible" || (lock && !lock.released)) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      tell(true);
    } catch {
      tell(false);
    }
  };
  if (!("wakeLock" in navigator)) return tell(false);
  document.addEventListener("visibilitychange", again);
  document.addEventListener("pointerdown", again);
  await again();
}
