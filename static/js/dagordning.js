// The agenda: a line is dragged to its place by its handle. The buttons up and down do the same without script.
(() => {
  let dragen = null;
  const rad = (e) => e.target.closest?.("[data-ordna] > li");

  document.addEventListener("pointerdown", (e) => {
    const li = e.target.closest?.(".handtag") && rad(e);
    if (!li || e.button) return;
    e.preventDefault();
    dragen = { li, lista: li.parentElement, fran: [...li.parentElement.children].indexOf(li) };
    li.classList.add("dras");
    li.querySelector(".handtag").setPointerCapture(e.pointerId);
  });

  document.addEventListener("pointermove", (e) => {
    if (!dragen) return;
    const { li, lista } = dragen;
    for (const annan of lista.children) {
      if (annan === li) continue;
      const ruta = annan.getBoundingClientRect();
      if (e.clientY < ruta.top || e.clientY > ruta.bottom) continue;
      annan[e.clientY < ruta.top + ruta.height / 2 ? "before" : "after"](li);
      break;
    }
  });

  const slapp = (e) => {
    if (!dragen) return;
    const { li, lista, fran } = dragen;
    dragen = null;
    li.classList.remove("dras");
    const rader = [...lista.children];
    if (rader.indexOf(li) === fran) return;
    if (e.type === "pointercancel") { location.reload(); return; }
    window.htmx.ajax("POST", lista.dataset.ordna, {
      source: lista, target: "#dagordning", swap: "outerHTML",
      values: { ordning: rader.map((r) => r.dataset.punkt) },
    });
  };
  document.addEventListener("pointerup", slapp);
  document.addEventListener("pointercancel", slapp);

  document.addEventListener("click", (e) => {
    if (e.target.closest?.('[data-ordna] [aria-disabled="true"]')) e.preventDefault();
  });
})();
