// Keeps a leader's thumbs and reasons in this page, for an export that the leader may choose.
// They are sent nowhere until then, and are forgotten with the conversation.
(() => {
  const opinions = new Map(); // number of an exchange -> {thumb, reason}

  window.coachOpinions = () =>
    [...opinions].map(([turn, { thumb, reason }]) => ({ turn, thumb, reason }));

  function show(opinion) {
    const held = opinions.get(Number(opinion.dataset.turn));
    for (const button of opinion.querySelectorAll("[data-thumb]"))
      button.setAttribute("aria-pressed", String(held?.thumb === button.dataset.thumb));
    opinion.querySelector("label").hidden = !held;
    opinion.querySelector(".where").hidden = !held;
    const input = opinion.querySelector("input");
    if (held && input.value !== held.reason) input.value = held.reason;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".opinion [data-thumb]");
    if (!button) return;
    const opinion = button.closest(".opinion");
    const turn = Number(opinion.dataset.turn);
    const { thumb } = button.dataset;
    const held = opinions.get(turn);
    if (held?.thumb === thumb) opinions.delete(turn);
    else opinions.set(turn, { thumb, reason: held?.reason ?? "" });
    show(opinion);
  });
  document.addEventListener("input", (event) => {
    const opinion = event.target.closest?.(".opinion");
    const held = opinion && opinions.get(Number(opinion.dataset.turn));
    if (held) held.reason = event.target.value;
  });

  // Gradio draws an exchange anew when it moves up; one that was replaced has no opinion yet.
  let seen = 0;
  new MutationObserver(() => {
    const drawn = document.querySelectorAll(".opinion");
    const waiting = document.querySelector("#current .thinking");
    if (!drawn.length && !waiting) opinions.clear();
    if (waiting) opinions.delete(drawn.length + 1);
    if (drawn.length === seen && !waiting) return;
    seen = drawn.length;
    drawn.forEach(show);
  }).observe(document.body, { childList: true, subtree: true });
})();
