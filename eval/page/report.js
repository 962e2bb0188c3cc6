"use strict";
// The browser of cases. Every text goes in as text, never as markup: some of them are attacks.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const STEP = 80;
  const find = (id) => document.getElementById(id);
  const filters = { state: find("filter-state"), suite: find("filter-suite"), person: find("filter-person"), theme: find("filter-theme"), words: find("filter-words") };
  const list = find("list"), detail = find("detail"), browser = find("browser"), form = find("filters"), more = find("more");
  let chosen = [], drawn = 0, current = null;

  const make = (tag, options, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(options || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "class") element.className = value;
      else element.setAttribute(name, value);
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined) element.append(child);
    }
    return element;
  };
  const word = (passed) => (passed === true ? "passed" : passed === false ? "failed" : "not scored");
  const kind = (passed) => (passed === true ? "good" : passed === false ? "bad" : "none");

  const fill = (select, values) => {
    for (const value of [...new Set(values)].sort((a, b) => a.localeCompare(b))) {
      select.append(make("option", { value }, value));
    }
  };

  const wanted = (one) => {
    const state = filters.state.value, words = filters.words.value.trim().toLowerCase();
    if (state === "failed" && one.passed !== false) return false;
    if (state === "passed" && one.passed !== true) return false;
    if (state === "unscored" && one.passed !== null) return false;
    if (state === "changed" && !one.changed && !one.new) return false;
    if (filters.suite.value && one.suite !== filters.suite.value) return false;
    if (filters.person.value && !one.people.includes(filters.person.value)) return false;
    if (filters.theme.value && !one.themes.includes(filters.theme.value)) return false;
    return !words || (one.key + " " + one.question + " " + one.problems.join(" ")).toLowerCase().includes(words);
  };

  const drawMore = () => {
    for (const one of chosen.slice(drawn, drawn + STEP)) {
      const button = make("button", { type: "button", "data-key": one.key },
        make("span", { class: "id" }, make("span", {}, one.key), make("span", { class: kind(one.passed) }, (one.changed ? "changed, " : "") + word(one.passed))),
        make("span", { class: "asked" }, one.question || one.problems.join("; ") || one.id));
      if (one === current) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => show(one, true));
      list.append(make("li", {}, button));
    }
    drawn = Math.min(chosen.length, drawn + STEP);
    more.hidden = drawn >= chosen.length;
  };

  const draw = () => {
    chosen = data.cases.filter(wanted);
    drawn = 0;
    list.replaceChildren();
    const failed = chosen.filter((one) => one.passed === false).length;
    find("count").textContent = chosen.length === 0 ? "No case is like that." : chosen.length + (chosen.length === 1 ? " case, " : " cases, ") + failed + " failed";
    drawMore();
  };

  // Colours stretches of a text: shared words, and the quotation or aligned sentence behind them.
  const coloured = (text, words, behind) => {
    const edges = new Set([0, text.length]);
    for (const [start, end] of words) { edges.add(start); edges.add(end); }
    if (behind) { edges.add(behind[0]); edges.add(behind[1]); }
    const cuts = [...edges].filter((n) => n >= 0 && n <= text.length).sort((a, b) => a - b);
    const parts = [];
    for (let n = 0; n + 1 < cuts.length; n += 1) {
      const [start, end] = [cuts[n], cuts[n + 1]];
      const piece = text.slice(start, end);
      const isWord = words.some(([from, to]) => from <= start && end <= to);
      const isBehind = behind && behind[0] <= start && end <= behind[1];
      let node = document.createTextNode(piece);
      if (isWord) node = make("mark", {}, node);
      if (isBehind) node = make("span", { class: "quoted" }, node);
      parts.push(node);
    }
    return parts;
  };

  const statement = (one) => {
    const state = one.support === 1 ? "borne out" : one.support === 0.5 ? "borne out in part" : "not borne out";
    const said = make("div", { class: "said" },
      make("p", {}, one.kind === "quote" ? "“" : "", ...coloured(one.text, one.beside.length ? one.beside[0]["claim words"] : [], null), one.kind === "quote" ? "”" : ""),
      make("p", { class: "source" }, one.kind + ", " + state + (one.score === null ? "" : ", score " + one.score.toFixed(2)) + ". " + one.reasons.join("; ")));
    const pages = one.beside.map((two) => make("div", {},
      make("p", { class: "source" }, "[" + two.n + "] " + two.speaker + ", p. " + two.page + (two.kind === "passage" ? ", the page, verbatim" : ", the card, in our words")),
      make("p", {}, ...coloured(data.texts[two.evidence] || "", two.words, two.behind))));
    if (!pages.length) pages.push(make("p", { class: "source" }, "Nothing is cited."));
    return make("div", { class: "claim " + (one.support === 1 ? "yes" : one.support === 0.5 ? "half" : "no") }, said, make("div", {}, pages));
  };

  const hits = (title, rows) => rows && rows.length ? [make("h4", {}, title),
    make("div", { class: "scroll", tabindex: "0" }, make("table", {}, make("thead", {}, make("tr", {}, ...["", "interviewee", "page", "score", "opening"].map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, rows.map((row, n) => make("tr", { class: row.fits ? "fits" : null }, make("th", { scope: "row" }, (n + 1) + (row.fits ? " fits" : "")), make("td", {}, row.speaker), make("td", {}, row.page), make("td", {}, row.score.toFixed(2)), make("td", {}, row.text))))))] : [];

  const value = (one) => {
    if (one === null || one === undefined) return "–";
    if (Array.isArray(one)) return one.every((item) => typeof item !== "object" || item === null) && one.join(" ").length < 120 ? one.join(", ") || "–" : make("ul", {}, one.map((item) => make("li", {}, value(item))));
    if (typeof one === "object") return make("dl", {}, Object.entries(one).flatMap(([name, item]) => [make("dt", {}, name), make("dd", {}, value(item))]));
    return String(one);
  };
  const SHOWN = new Set(["answer text", "statements", "found", "cards only", "rivals", "gold", "turns"]);

  // Scrolls within the list alone, never the page.
  const reveal = (button) => {
    const box = list.parentElement;
    const above = button.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (above < 0 || above > box.clientHeight - button.offsetHeight) box.scrollTop += above - 40;
  };

  const show = (one, focus) => {
    current = one;
    while (drawn <= chosen.indexOf(one) && drawn < chosen.length) drawMore();
    for (const button of list.querySelectorAll("button")) {
      if (button.dataset.key === one.key) { button.setAttribute("aria-current", "true"); reveal(button); }
      else button.removeAttribute("aria-current");
    }
    const inside = one.detail;
    const back = make("button", { type: "button", class: "back" }, "Back to the list");
    back.addEventListener("click", () => { browser.classList.remove("reading"); form.classList.remove("reading-filters"); const at = list.querySelector("[aria-current]"); if (at) at.focus(); });
    const scores = Object.entries(one.scores).filter(([name]) => !name.includes(": "));
    const rest = Object.entries(inside).filter(([name]) => !SHOWN.has(name));
    const turns = inside.turns && inside.turns.length > 1 ? [make("h4", {}, "The conversation"), ...inside.turns.map((turn, n) => make("p", { class: "asked" }, (n + 1) + ". " + turn))] : [make("p", { class: "asked" }, one.question)];
    detail.replaceChildren(...[back,
      make("h3", {}, one.key),
      make("span", { class: "state " + kind(one.passed) }, word(one.passed)),
      one.changed && one.before !== one.passed ? make("span", {}, " in the baseline: " + word(one.before)) : null,
      one.problems.length ? make("ul", { class: "problems" }, one.problems.map((problem) => make("li", {}, problem))) : null,
      ...turns,
      make("p", { class: "chips" }, [...one.people, ...one.themes, ...one.tags].map((tag) => make("span", {}, tag))),
      ...(inside["answer text"] ? [make("h4", {}, "The answer"), make("div", { class: "answer" }, inside["answer text"])] : []),
      ...(inside.statements ? [make("h4", {}, "Each claim beside its page"), ...inside.statements.map(statement)] : []),
      ...(inside.gold ? [make("h4", {}, "What would fit"), make("ul", {}, inside.gold.map((gold) => make("li", {}, gold.speaker + ", p. " + gold.page + ": " + gold.anchor)))] : []),
      ...hits("What was found", inside.found), ...hits("With cards only", inside["cards only"]),
      ...Object.entries(inside.rivals || {}).flatMap(([name, rows]) => hits(name, rows)),
      ...(scores.length ? [make("h4", {}, "Scores"), value(Object.fromEntries(scores))] : []),
      ...(rest.length ? [make("h4", {}, "More"), value(Object.fromEntries(rest))] : []),
    ].filter(Boolean));
    browser.classList.add("reading");
    form.classList.add("reading-filters");
    history.replaceState(null, "", "#case=" + encodeURIComponent(one.key));
    if (focus) { detail.focus({ preventScroll: true }); find("cases").scrollIntoView({ block: "start" }); }
  };

  const fromAddress = () => {
    if (!location.hash.startsWith("#case=")) return false;
    let key = "";
    try { key = decodeURIComponent(location.hash.slice(6)); } catch (error) { return false; }
    const one = data.cases.find((other) => other.key === key);
    if (!one) return false;
    for (const control of Object.values(filters)) control.value = "";
    draw();
    show(one, true);
    return true;
  };

  fill(filters.suite, data.cases.map((one) => one.suite));
  fill(filters.person, data.cases.flatMap((one) => one.people));
  fill(filters.theme, data.cases.flatMap((one) => one.themes));
  form.hidden = false;
  browser.hidden = false;
  if (data.cases.some((one) => one.passed === false)) filters.state.value = "failed";
  form.addEventListener("input", draw);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", drawMore);
  list.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const buttons = [...list.querySelectorAll("button")];
    const next = buttons[buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  });
  window.addEventListener("hashchange", fromAddress);
  draw();
  if (!fromAddress() && chosen.length && window.matchMedia("(min-width: 821px)").matches) {
    const first = chosen[0];
    show(first, false);
    history.replaceState(null, "", location.pathname + location.search);
  }
})();
