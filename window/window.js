// Opens the evidence behind a mark, previews it, and sends by keyboard.
// Whatever comes from a document, a person or a model is only ever set as text, never as HTML.
(() => {
  const find = (selector) => document.querySelector(selector);
  let opened = null; // id of the source that is open
  let origin = null; // the mark it was opened from

  function open(mark) {
    opened = mark.dataset.source;
    origin = mark;
    show();
    hidePeek();
    const source = document.getElementById(opened);
    if (source && !source.querySelector("#page-image")) showSheet(source);
    const name = document.getElementById(`${opened}-name`);
    if (!name) return;
    const panel = find("#evidence").getBoundingClientRect();
    const narrow = panel.left < find("#spoken").getBoundingClientRect().right; // it is below
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    name.focus({ preventScroll: true });
    if (narrow) find("#evidence").scrollIntoView({ behavior: calm ? "auto" : "smooth" });
    else find("#evidence").scrollTop = 0;
  }

  // Also after Gradio has drawn the evidence anew, which hides every source again.
  function show() {
    for (const source of document.querySelectorAll("#evidence .source"))
      source.toggleAttribute("hidden", source.id !== opened);
    for (const mark of document.querySelectorAll("a.mark"))
      if (mark.dataset.source === opened) mark.setAttribute("aria-current", "true");
      else mark.removeAttribute("aria-current");
    const hint = find("#evidence .hint");
    if (hint) hint.hidden = Boolean(opened && document.getElementById(opened));
  }

  // The page itself, drawn by the server, with the quotation's own places marked or none.
  // Texts come from the page's data, so that every sentence stays in one file.
  const sheets = new Map();

  function askSheet(source, page) {
    const { passage, start, end } = source.dataset;
    const key = `${passage} ${page} ${start} ${end}`;
    if (!sheets.has(key)) {
      const asked = { passage, page: Number(page), start: Number(start), end: Number(end) };
      sheets.set(key, window.coachSheet(asked));
      if (sheets.size > 24) sheets.delete(sheets.keys().next().value);
    }
    return sheets.get(key);
  }

  function element(name, attributes = {}, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  async function showSheet(source, page = Number(source.dataset.page), zoom = 1) {
    const slot = source.querySelector(".sheet");
    if (!slot || !window.coachSheet) return;
    const words = find("#words").dataset;
    let sheet;
    try {
      sheet = await askSheet(source, page);
    } catch {
      sheet = { error: words.gone };
    }
    if (source.hidden) return;
    const figure = element("figure", { id: "page-image" });
    if (sheet.error) {
      figure.append(element("figcaption", {}, sheet.error));
      slot.replaceChildren(figure);
      return;
    }
    const title = words.title.replace("$page", page);
    const view = element("div", { class: "view", tabindex: "0", role: "group", "aria-label": title });
    const paper = element("div", { class: "paper" });
    paper.style.aspectRatio = sheet.ratio;
    const image = element("img", { alt: title, src: sheet.image });
    paper.append(image);
    for (const [left, top, width, height] of sheet.places) {
      const place = element("i", { class: "place-mark" });
      for (const [side, value] of Object.entries({ left, top, width, height }))
        place.style[side] = `${100 * value}%`;
      paper.append(place);
    }
    view.append(paper);
    const tools = element("div", { class: "tools" });
    const tool = (label, sign, disabled, act) => {
      const button = element("button", { type: "button", "aria-label": label, title: label }, sign);
      button.disabled = disabled;
      button.addEventListener("click", act);
      tools.append(button);
    };
    const setZoom = (value) => {
      zoom = Math.min(3, Math.max(1, value));
      paper.style.width = `${100 * zoom}%`;
      const marks = [...paper.querySelectorAll(".place-mark")];
      if (marks.length) {
        view.scrollTop = marks[0].offsetTop - view.clientHeight / 3;
        view.scrollLeft = zoom > 1 ? Math.min(...marks.map((mark) => mark.offsetLeft)) - 12 : 0;
      }
    };
    tool(words.before, "‹", page <= 1, () => showSheet(source, page - 1, zoom));
    tool(words.after, "›", page >= sheet.pages, () => showSheet(source, page + 1, zoom));
    tool(words.farther, "−", false, () => setZoom(zoom - 0.5));
    tool(words.closer, "+", false, () => setZoom(zoom + 0.5));
    image.addEventListener("click", () => setZoom(zoom > 1 ? 1 : 2));
    const home = page === Number(source.dataset.page);
    const note = sheet.exact ? words.marked : home ? words.unmarked : "";
    figure.append(element("figcaption", {}, `${title}. ${note}`), tools, view);
    slot.replaceChildren(figure);
    setZoom(zoom);
  }

  function back() {
    if (origin && origin.isConnected) origin.focus();
    else find("#message textarea")?.focus();
  }

  function toContents() {
    const contents = find("#contents");
    (contents.querySelector("[aria-current]") || contents.querySelector("button"))?.focus();
    contents.scrollIntoView({ block: "start" });
  }

  function write(text) {
    const box = find("#message textarea");
    if (!box) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus({ preventScroll: true });
  }

  function say(text) {
    if (!find("#send")?.checkVisibility()) return;
    write(text);
    requestAnimationFrame(() => find("#send").click());
  }

  // A name in the picture ticks the same name in the list: one state, in one place. A list that
  // was folded away forgets a tick that comes while it is being drawn, so each is looked at again.
  function narrow(name) {
    const folded = !find("#narrow-people input");
    if (folded) find("#narrow button.label-wrap")?.click();
    const box = () =>
      [...document.querySelectorAll("#narrow-people input")].find((one) => one.name === name);
    const wanted = !box()?.checked;
    const tick = (tries, sure) => {
      const found = box();
      const right = found?.checked === wanted;
      if (found && !right) found.click();
      showNarrowed();
      if (tries && (!right || sure < 3)) setTimeout(tick, 60, tries - 1, right ? sure + 1 : 0);
    };
    tick(40, folded ? 0 : 3);
  }

  function showNarrowed() {
    const names = new Set();
    for (const box of document.querySelectorAll("#narrow-people input:checked"))
      names.add(box.name);
    for (const person of document.querySelectorAll("button.person"))
      person.setAttribute("aria-pressed", String(names.has(person.dataset.person)));
  }

  const peek = document.createElement("div");
  peek.id = "peek";
  peek.setAttribute("role", "tooltip");
  peek.hidden = true;
  const place = peek.appendChild(document.createElement("b"));
  const words = peek.appendChild(document.createElement("p"));

  function showPeek(mark) {
    if (!peek.isConnected) document.body.append(peek);
    place.textContent = mark.dataset.place;
    words.textContent = mark.dataset.words;
    mark.setAttribute("aria-describedby", "peek");
    peek.hidden = false;
    const at = mark.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left - 24), innerWidth - peek.offsetWidth - 8);
    const above = at.top - peek.offsetHeight - 6;
    peek.style.left = `${left}px`;
    peek.style.top = `${above > 8 ? above : at.bottom + 6}px`;
  }

  function hidePeek() {
    peek.hidden = true;
  }

  let leaving = 0;
  const reveal = (event) => {
    const mark = event.target.closest?.("a.mark");
    if (mark || event.target.closest?.("#peek")) clearTimeout(leaving);
    if (mark) showPeek(mark);
  };
  const conceal = (event) => {
    if (event.target.closest?.("a.mark, #peek")) leaving = setTimeout(hidePeek, 150);
  };
  document.addEventListener("mouseover", reveal);
  document.addEventListener("focusin", reveal);
  document.addEventListener("mouseout", conceal);
  document.addEventListener("focusout", conceal);
  document.addEventListener("scroll", hidePeek, { passive: true, capture: true });

  document.addEventListener("change", (event) => {
    if (event.target.closest?.("#narrow-people")) showNarrowed();
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (mark) {
      event.preventDefault();
      open(mark);
    }
    if (event.target.closest("#evidence .back")) back();
    if (event.target.closest(".to-contents")) toContents();
    const button = event.target.closest("button.say");
    if (button) {
      const from = button.closest("#casebook");
      if (from) find("#tab-talk-button")?.click();
      if (from) requestAnimationFrame(() => requestAnimationFrame(() => write(button.dataset.say)));
      else say(button.dataset.say);
    }
    const person = event.target.closest("button.person");
    if (person) narrow(person.dataset.person);
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") {
        if (!peek.hidden) hidePeek();
        else if (event.target.closest?.("#evidence")) back();
      }
      const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (sends && event.target.closest?.("#message")) {
        event.preventDefault();
        event.stopPropagation();
        requestAnimationFrame(() => find("#send")?.click());
      }
    },
    true,
  );

  // Keep the newest words in view while an answer grows, unless the reader has scrolled away.
  let following = true;
  addEventListener("scroll", () => {
    following = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  });
  let drawn = "";
  new MutationObserver(() => {
    const exchange = find("#current .exchange");
    const text = exchange ? exchange.textContent : "";
    if (text !== drawn) {
      const began = exchange && exchange.querySelector(".thinking");
      drawn = text;
      if (began) {
        opened = null;
        exchange.scrollIntoView({ block: "start" });
      }
    }
    if (opened) {
      const source = document.getElementById(opened);
      if (source && source.hidden) show();
    }
    const chapter = find("#chapter header h2");
    if (chapter && window.coachChapter) {
      const { card, chapter: name } = window.coachChapter;
      for (const entry of document.querySelectorAll("#contents [data-chapter]"))
        if (entry.dataset.chapter === name) entry.setAttribute("aria-current", "page");
        else entry.removeAttribute("aria-current");
      window.coachChapter = null;
      const target = (card && document.getElementById(card)) || chapter;
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: card ? "center" : "start" });
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
