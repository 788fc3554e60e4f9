// What pages gain when scripts run. Every page works without: forms are sent, links are followed.
"use strict";

// A form is sent once: the button rests until the answer comes. (A second sending would do nothing: both carry
// the same command id.)
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.method !== "post") return;
  setTimeout(() => button.setAttribute("disabled", ""), 0);
  setTimeout(() => button.removeAttribute("disabled"), 8000);
});

// Coming back by the "previous" button must not show resting buttons.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[disabled][type=submit]")) button.removeAttribute("disabled");
});

// Filters that answer at once (data-auto-submit) need no button.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form) form.requestSubmit();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
