// The receipt in the side panel: marks the open cell and its row, and gives the focus back when closed.
(() => {
  const panel = document.getElementById("panel");
  const tabell = document.querySelector(".matris");
  if (!panel || !tabell) return;
  let senast = tabell.querySelector("a[aria-current]");

  const markera = (lank) => {
    for (const a of tabell.querySelectorAll("a[aria-current]")) a.removeAttribute("aria-current");
    for (const rad of tabell.querySelectorAll("tr[data-tillfallig]")) rad.classList.remove("vald");
    senast = lank;
    if (!lank) return;
    lank.setAttribute("aria-current", "true");
    const rad = lank.closest("tr");
    if (!rad.classList.contains("vald")) {
      rad.classList.add("vald");
      rad.dataset.tillfallig = "";
    }
  };

  document.addEventListener("htmx:afterSwap", (e) => {
    if (e.detail.target !== panel) return;
    markera(e.detail.requestConfig.elt.closest("a"));
    document.getElementById("kvitto")?.focus();
  });

  document.addEventListener("click", (e) => {
    const stang = e.target.closest("[data-stang-kvitto]");
    if (!stang) return;
    e.preventDefault();
    history.pushState({}, "", stang.href);
    const lank = senast;
    panel.replaceChildren();
    markera(null);
    lank?.focus();
  });

  // Back and forward: the page of that address is whole in itself (htmx reloads those it made).
  addEventListener("popstate", (e) => { if (!e.state?.htmx) location.reload(); });
})();
