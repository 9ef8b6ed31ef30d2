"use strict";
(() => {
  const root = document.querySelector(".pair");
  if (!root) return;
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const narrow = matchMedia("(max-width: 54rem)");
  const sides = root.querySelector(".sides");
  const pane = (key) => root.querySelector("." + key + " .lines");

  const show = (page) => {
    sides.dataset.show = page;
    for (const button of all(".switch button")) button.setAttribute("aria-pressed", String(button.dataset.page === page));
  };
  const reveal = (element) => {
    if (!element) return;
    const box = element.closest(".lines");
    if (narrow.matches) {
      show(element.closest(".original") ? "original" : "repost");
      element.scrollIntoView({ block: "center", behavior: smooth });
    } else {
      const shift = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTo({ top: Math.max(0, box.scrollTop + shift - box.clientHeight / 3), behavior: smooth });
    }
  };
  const seen = (element) => {
    const one = element.getBoundingClientRect(), box = element.closest(".lines").getBoundingClientRect();
    return one.height > 0 && one.top >= Math.max(0, box.top) && one.bottom <= Math.min(innerHeight, box.bottom);
  };
  const clear = () => {
    for (const one of all(".on, .near, .lit")) one.classList.remove("on", "near", "lit");
    for (const one of all(".go")) one.setAttribute("aria-pressed", "false");
  };
  /* Where the other page says the same; what was left out or put in stands after the paragraph before it; and a
     notice that is missing would stand below the text. */
  const answer = (element, other) => {
    const block = element && element.closest(".block");
    for (let one = block; one && block.classList.contains("body"); one = one.previousElementSibling) {
      if (one.dataset.a) return document.getElementById(one.dataset.a);
    }
    const blocks = all(".block", other);
    return blocks.find((one) => one.classList.contains("notice") && one.previousElementSibling && one.previousElementSibling.classList.contains("body"))
      || blocks.filter((one) => one.classList.contains("body")).pop() || blocks[0];
  };
  const both = (find) => {
    const found = ["original", "repost"].filter(pane).map((key) => [pane(key), find(pane(key))]);
    const first = (found.find(([, hit]) => hit) || [])[1];
    const order = narrow.matches ? found.filter(([, hit]) => hit) : found;
    for (const [box, hit] of order) {
      const target = hit || (first && answer(first, box));
      if (!hit && target) target.classList.add("near");
      reveal(target);
    }
  };

  const select = (number, scroll = true) => {
    clear();
    const item = root.querySelector('.finding[data-n="' + number + '"]');
    if (!item) return;
    const folded = item.closest("details");
    if (folded) folded.open = true;
    item.classList.add("on");
    item.querySelector(".go").setAttribute("aria-pressed", "true");
    for (const one of all('mark[data-f~="' + number + '"]')) one.classList.add("on");
    if (scroll) both((box) => box.querySelector('mark[data-f~="' + number + '"]'));
    return item;
  };
  const change = (number) => {
    clear();
    for (const one of all('mark[data-c="' + number + '"]')) one.classList.add("on");
    both((box) => box.querySelector('mark[data-c="' + number + '"]'));
  };

  root.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, pre")) return;
    const item = event.target.closest(".finding");
    if (item) return void select(item.dataset.n);
    const mark = event.target.closest(".lines mark");
    if (!mark) return;
    if (mark.dataset.c && !mark.dataset.f) return change(mark.dataset.c);
    const listed = select(mark.dataset.f.split(" ")[0], !narrow.matches);
    if (listed) listed.scrollIntoView({ block: narrow.matches ? "center" : "nearest", behavior: smooth });
  });
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step && event.target.classList.contains("go")) {
      const buttons = all(".go").filter((one) => one.offsetParent);
      const next = buttons[buttons.indexOf(event.target) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
      select(next.closest(".finding").dataset.n);
    } else if (event.key === "Escape") clear();
  });
  for (const button of all(".switch button")) button.addEventListener("click", () => show(button.dataset.page));

  /* What to paste: three forms, and a button that copies the one in view. */
  const tabs = all("[role=tab]");
  const open = (tab) => {
    for (const one of tabs) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
    }
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      open(next);
      next.focus();
    });
  }
  const byHand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  for (const button of all(".copy")) {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const text = root.querySelector("[role=tabpanel]:not([hidden])").textContent;
      let done = true;
      try { await navigator.clipboard.writeText(text); } catch { done = byHand(text); button.focus(); }
      button.textContent = done ? button.dataset.done : button.dataset.failed;
      document.getElementById("said").textContent = button.textContent;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }

  /* The abstract: a sentence lights up the paragraphs that bear it out. */
  for (const sentence of all(".sentence")) {
    const borne = sentence.dataset.ps.trim().split(" ").filter(Boolean)
      .map((number) => pane(sentence.dataset.side)?.querySelector('.block[data-p="' + number + '"]')).filter(Boolean);
    const light = (on) => { for (const one of borne) one.classList.toggle("lit", on); };
    sentence.addEventListener("mouseenter", () => light(true));
    sentence.addEventListener("mouseleave", () => light(sentence === document.activeElement));
    sentence.addEventListener("focus", () => { light(true); if (borne[0] && !seen(borne[0])) reveal(borne[0]); });
    sentence.addEventListener("blur", () => light(false));
    sentence.addEventListener("click", () => { reveal(borne[0]); light(true); });
  }
})();
