// The text size that the reader chose on this device. Without JavaScript the zoom of the browser
// does the same.
"use strict";

(() => {
  const SIZES = ["", "larger", "largest"];
  const place = document.querySelector(".reading");
  const names = place.dataset.names.split("|");
  const buttons = SIZES.map((size, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "A";
    button.title = `${place.dataset.label}: ${names[index]}`;
    button.setAttribute("aria-label", button.title);
    button.addEventListener("click", () => choose(size));
    return button;
  });

  function stored() {
    try {
      return localStorage.getItem("letters") || "";
    } catch {
      return ""; // the browser stores nothing
    }
  }

  function choose(size) {
    try {
      localStorage.setItem("letters", size);
    } catch {
      // The size applies to this page only.
    }
    show(size);
  }

  function show(size) {
    document.documentElement.dataset.letters = size;
    buttons.forEach((button, index) => {
      button.setAttribute("aria-pressed", String(SIZES[index] === size));
    });
  }

  place.setAttribute("role", "group");
  place.setAttribute("aria-label", place.dataset.label);
  place.append(...buttons);
  show(SIZES.includes(stored()) ? stored() : "");
})();
