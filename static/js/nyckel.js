// Agreed values per member: a column (or name and value) pasted from Excel fills the fields downward.
(() => {
  const norm = (s) => s.trim().toLocaleLowerCase("sv");

  document.addEventListener("paste", (e) => {
    const grupp = e.target.closest("[data-klistra]");
    const text = e.clipboardData?.getData("text") ?? "";
    if (!grupp || !/[\n\t]/.test(text.trim())) return;
    e.preventDefault();
    const falt = [...grupp.querySelectorAll("input")];
    const efterNamn = new Map([...grupp.querySelectorAll("label")].map((l) => [norm(l.textContent), l.control]));
    let plats = falt.indexOf(e.target);
    for (const rad of text.replace(/\s+$/, "").split(/\r?\n/)) {
      const celler = rad.split("\t").map((c) => c.trim());
      const mal = celler.length > 1 ? efterNamn.get(norm(celler[0])) : falt[plats++];
      if (mal) mal.value = celler.at(-1);
    }
    e.target.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
