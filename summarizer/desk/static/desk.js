"use strict";

// A page dropped on a field is sent along as its file.
for (const field of document.querySelectorAll("[data-drop]")) {
  const input = document.getElementById(field.dataset.drop);
  const shown = field.querySelector("output");
  const show = () => { shown.textContent = input.files.length ? input.files[0].name : ""; };
  input.addEventListener("change", show);
  for (const name of ["dragover", "dragleave", "drop"]) {
    field.addEventListener(name, (event) => {
      event.preventDefault();
      field.classList.toggle("over", name === "dragover");
    });
  }
  field.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show();
  });
}

document.getElementById("ask")?.addEventListener("submit", (event) => {
  event.target.querySelector("button").disabled = true;
});
window.addEventListener("pageshow", () => {
  document.querySelector("#ask button")?.removeAttribute("disabled");
});

// The steps of a running check, as the server tells them; then the result.
const steps = document.getElementById("steps");
if (steps) {
  const items = [...steps.children];
  const events = new EventSource(steps.dataset.events);
  events.onmessage = (event) => {
    const step = JSON.parse(event.data).step;
    const at = items.findIndex((item) => item.dataset.step === step);
    if (at < 0) {
      if (step !== "waiting") { events.close(); location.reload(); }
      return;
    }
    items.forEach((item, n) => {
      item.classList.toggle("past", n < at);
      if (n === at) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
    });
  };
  events.onerror = () => { events.close(); setTimeout(() => location.reload(), 1000); };
}

// Tabs: click, or arrow keys.
const tabs = [...document.querySelectorAll("[role=tab]")];
function choose(tab) {
  for (const one of tabs) {
    const chosen = one === tab;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
  }
}
tabs.forEach((tab, n) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = tabs[(n + by + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
    const before = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}
