// Masking a web version: what is marked in the original is put in the field, with its §. The two texts scroll together.
(() => {
  const yta = document.querySelector("[data-maskning]");
  const form = document.getElementById("ordform");
  if (!yta) return;
  const original = yta.querySelector("[data-original]");
  const webb = yta.querySelector("[data-webb]");

  document.addEventListener("selectionchange", () => {
    const markerat = document.getSelection();
    if (!form || !markerat.rangeCount || markerat.isCollapsed || !original.contains(markerat.anchorNode)) return;
    const ord = markerat.toString().replace(/\s+/g, " ").trim();
    if (!ord || ord.length > 200) return;
    form.elements.ord.value = ord;
    const start = markerat.anchorNode.parentElement.closest(".paragraf");
    const nummer = start ? start.id.replace(/^p/, "") : "";
    form.elements.paragraf.value = nummer;
  });

  let foljer = null;
  const folj = (fran, till) => fran.addEventListener("scroll", () => {
    if (foljer === fran) { foljer = null; return; }
    foljer = till;
    const del = fran.scrollTop / Math.max(1, fran.scrollHeight - fran.clientHeight);
    till.scrollTop = del * (till.scrollHeight - till.clientHeight);
  });
  folj(original, webb);
  folj(webb, original);
})();
