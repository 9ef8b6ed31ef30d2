"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const [NUMBER, ID, RESULT, TITLE, SITE, RULES, REPOST, ORIGINAL, SAID] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const HEIGHT = 60, SPARE = 8;
  const rows = data.rows, box = document.querySelector(".scroll"), body = document.querySelector("#table tbody");
  const place = (row) => (row[NUMBER] < 0 ? -1 - row[NUMBER] : row[NUMBER]);
  const state = { find: "", result: "", rule: "", site: "", sort: "", down: "" };
  let shown = rows;

  /* What is looked for is looked for in all that a row says. */
  const texts = rows.map((row) => [row[ID], row[TITLE], data.sites[row[SITE]], row[REPOST], row[ORIGINAL], row[SAID]].join("\n").toLowerCase());
  const collator = new Intl.Collator(document.documentElement.lang === "en" ? "en" : "zh", { numeric: true });
  const rank = (values) => {
    const order = values.map((value, index) => index).sort((a, b) => collator.compare(values[a], values[b]));
    const ranks = new Array(values.length);
    let at = -1;
    order.forEach((index, position) => { if (!position || values[index] !== values[order[position - 1]]) at = position; ranks[index] = at; });
    return ranks;
  };
  const told = (row) => row[RULES].map((rule) => data.rules[rule][0]).join(" ");
  const ways = {
    result: () => rows.map((row) => row[RESULT]),
    title: () => rank(rows.map((row) => row[TITLE])),
    site: () => { const ranks = rank(data.sites); return rows.map((row) => ranks[row[SITE]]); },
    rules: () => rank(rows.map((row) => told(row) || "\uffff")),
    id: () => rank(rows.map((row) => row[ID])),
  };
  const keys = {};

  const filter = () => {
    const result = data.results.findIndex(([name]) => name === state.result);
    const rule = data.rules.findIndex(([name]) => name === state.rule);
    const site = state.site === "" ? -1 : data.sites.indexOf(state.site === "-" ? "" : state.site);
    const words = state.find.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = [];
    rows.forEach((row, index) => {
      if (state.result && row[RESULT] !== result) return;
      if (state.rule && !row[RULES].includes(rule)) return;
      if (state.site && row[SITE] !== site) return;
      if (words.every((word) => texts[index].includes(word))) kept.push(index);
    });
    if (state.sort) {
      const key = keys[state.sort] ??= ways[state.sort]();
      const sign = state.down ? -1 : 1;
      kept.sort((a, b) => sign * (key[a] - key[b]) || a - b);
    }
    shown = kept;
  };

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const cell = (name, ...parts) => {
    const made = element("td", name);
    made.append(...parts);
    return made;
  };
  const drawn = (position) => {
    const row = rows[shown[position]], line = element("tr");
    line.setAttribute("aria-rowindex", String(position + 2));
    const [result, label] = data.results[row[RESULT]];
    const title = row[TITLE] || row[REPOST] || body.dataset.untitled;
    let head = element("span", "", title);
    if (row[NUMBER] >= 0) {
      head = element("a", "", title);
      const number = String(row[NUMBER]).padStart(6, "0");
      head.href = "pairs/" + String(Math.floor(row[NUMBER] / data.shelf)).padStart(4, "0") + "/" + number + ".html";
    }
    head.title = title;
    line.append(
      cell("c-result", element("span", "chip " + result.replace("/", ""), label)),
      cell("c-title", head, element("small", "", row[SAID] || row[REPOST])),
      cell("c-site", element("span", "", data.sites[row[SITE]] || body.dataset.noSite)),
      cell("c-rules", element("span", "", told(row))),
      cell("c-id", element("span", "", row[ID])),
    );
    return line;
  };
  const gap = (count) => {
    const line = element("tr", "gap"), inside = element("td");
    line.setAttribute("aria-hidden", "true");
    inside.colSpan = [...document.querySelectorAll("#table thead th")].filter((head) => head.offsetParent).length;
    inside.style.height = count * HEIGHT + "px";
    line.append(inside);
    return line;
  };
  let from = -1, to = -1;
  const draw = (everything) => {
    const first = everything ? 0 : Math.max(0, Math.floor(box.scrollTop / HEIGHT) - SPARE);
    const last = everything ? Math.min(shown.length, 2000) : Math.min(shown.length, first + Math.ceil(box.clientHeight / HEIGHT) + 2 * SPARE);
    if (first === from && last === to) return;
    [from, to] = [first, last];
    const held = document.activeElement && body.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const lines = [];
    if (first) lines.push(gap(first));
    for (let position = first; position < last; position += 1) lines.push(drawn(position));
    if (last < shown.length) lines.push(gap(shown.length - last));
    body.replaceChildren(...lines);
    if (held) [...body.querySelectorAll("a")].find((one) => one.getAttribute("href") === held)?.focus({ preventScroll: true });
  };

  const renew = (keep) => {
    filter();
    from = -1;
    if (!keep) box.scrollTop = 0;
    draw();
    byId("table").setAttribute("aria-rowcount", String(shown.length + 1));
    byId("count").textContent = byId("count").dataset.some.replace("{0}", shown.length.toLocaleString()).replace("{1}", rows.length.toLocaleString());
    for (const button of document.querySelectorAll("[data-filter]")) button.setAttribute("aria-pressed", String(state[button.dataset.filter] === (button.dataset.value || "-")));
    for (const head of document.querySelectorAll("#table thead th")) {
      const mine = head.firstElementChild.dataset.sort === state.sort;
      head.setAttribute("aria-sort", mine ? (state.down ? "descending" : "ascending") : "none");
    }
    for (const name of ["find", "result", "rule", "site"]) byId(name).value = state[name];
    /* The address keeps the view, so that the way back from a page leads to it. */
    const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value)).toString();
    try { history.replaceState(null, "", query ? "#" + query : location.pathname); } catch { /* some browsers refuse on file: */ }
  };
  const set = (name, value) => { state[name] = value; renew(); };

  const fill = (id, options) => {
    for (const [value, label] of options) byId(id).append(new Option(label, value));
    byId(id).addEventListener("change", (event) => set(id, event.target.value));
  };
  const present = new Set(rows.map((row) => row[RESULT]));
  fill("result", data.results.filter((one, index) => present.has(index)));
  fill("rule", data.rules.map(([rule, name]) => [rule, rule + " " + name]));
  fill("site", data.sites.map((site) => [site || "-", site || body.dataset.noSite]));
  byId("find").addEventListener("input", (event) => set("find", event.target.value));
  byId("clear").addEventListener("click", () => { Object.assign(state, { find: "", result: "", rule: "", site: "" }); renew(); });
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.addEventListener("click", () => {
      const value = button.dataset.value || "-";
      set(button.dataset.filter, state[button.dataset.filter] === value ? "" : value);
    });
  }
  for (const button of document.querySelectorAll("[data-look]")) {
    button.addEventListener("click", () => {
      Object.assign(state, { find: button.dataset.look, result: "", rule: "", site: "" });
      renew();
      document.querySelector(".tools").scrollIntoView({ block: "start" });
    });
  }
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const again = state.sort === button.dataset.sort;
      if (again && state.down) Object.assign(state, { sort: "", down: "" });
      else Object.assign(state, { sort: button.dataset.sort, down: again ? "1" : "" });
      renew();
    });
  }
  box.addEventListener("scroll", () => draw(), { passive: true });
  addEventListener("resize", () => { from = -1; draw(); });
  addEventListener("beforeprint", () => draw(true));
  addEventListener("afterprint", () => draw());

  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (name in state) state[name] = value;
  if (!(state.sort in ways)) state.sort = "";
  renew(true);
})();
