// Light or dark, chosen by the reader. Loaded before the styles so that the page never flashes in the wrong theme.
(() => {
  const valt = () => { try { return localStorage.getItem("tema") || "auto"; } catch { return "auto"; } };
  const visa = (tema) => {
    if (tema === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = tema;
  };
  document.documentElement.classList.add("js");
  visa(valt());
  addEventListener("DOMContentLoaded", () => {
    // The choice stands in the account menu and on one's own page.
    for (const val of document.querySelectorAll("[data-tema]")) val.hidden = false;
    const knappar = [...document.querySelectorAll("[data-tema] input")];
    const kryssa = (tema) => { for (const knapp of knappar) knapp.checked = knapp.value === tema; };
    kryssa(valt());
    for (const knapp of knappar) {
      knapp.addEventListener("change", () => {
        try { localStorage.setItem("tema", knapp.value); } catch { /* the choice lasts for this page */ }
        visa(knapp.value);
        kryssa(knapp.value);
      });
    }
  });
})();
