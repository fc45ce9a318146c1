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
    const val = document.getElementById("tema");
    if (!val) return;
    val.hidden = false;
    for (const knapp of val.querySelectorAll("input")) {
      knapp.checked = knapp.value === valt();
      knapp.addEventListener("change", () => {
        try { localStorage.setItem("tema", knapp.value); } catch { /* the choice lasts for this page */ }
        visa(knapp.value);
      });
    }
  });
})();
