// Conveniences of the shell. Everything works without them.
// data-stang  on <details>: closes on Escape and on a click outside.
// data-genvag on a field or link: the key that goes there, when one is not typing.
// data-fokus  on what should be met first after a page load, such as an error summary.
// data-kopiera on a button: copies the text of the element with that id.
// data-skicka on a select or check box: sends its form when changed.
// data-fraga  on a form or button: asks before what cannot be undone.
(() => {
  const skriver = (e) => e.target.closest("input, select, textarea, [contenteditable]") || e.ctrlKey || e.metaKey || e.altKey;
  const stang = (utom) => {
    for (const d of document.querySelectorAll("details[data-stang][open]")) if (!utom || !d.contains(utom)) d.open = false;
  };

  document.addEventListener("click", (e) => {
    stang(e.target);
    const knapp = e.target.closest("[data-kopiera]");
    if (knapp) kopiera(knapp);
    const fraga = e.target.closest("button[data-fraga]");
    if (fraga && !confirm(fraga.dataset.fraga)) e.preventDefault();
  });

  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      const oppen = e.target.closest("details[data-stang][open]");
      stang();
      oppen?.querySelector("summary").focus();
    }
    if (skriver(e)) return;
    const mal = document.querySelector(`[data-genvag="${CSS.escape(e.key)}"]`);
    if (!mal || !mal.checkVisibility()) return;
    e.preventDefault();
    if (mal.matches("a, button")) mal.click(); else { mal.focus(); mal.select?.(); }
  });

  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-skicka]")) e.target.form.requestSubmit();
  });

  async function kopiera(knapp) {
    const kalla = document.getElementById(knapp.dataset.kopiera);
    const ord = knapp.querySelector("[data-ord]") || knapp;
    try {
      await navigator.clipboard.writeText(kalla.dataset.text || kalla.innerText);
      ord.textContent = "Kopierat";
    } catch {
      ord.textContent = "Gick inte att kopiera";
    }
  }

  document.querySelector("[data-fokus]")?.focus();
})();
