// A round of forecasts: each box saved by itself, keyboard, two values in one box shown. Without it the grid is a
// plain form. A box's name is column.tjänst.kostnadsslag.revision.seen: what the writer saw.
(() => {
  const form = document.querySelector("form[data-prognos]");
  if (!form) return;
  const tabell = form.querySelector("table.rut");
  const nyckel = (ruta) => ruta.name.split(".").slice(0, 3).join(".");
  const rutor = new Map([...tabell.querySelectorAll("td.in > :is(input, select, textarea)")].map((ruta) => [nyckel(ruta), ruta]));
  const sparat = new Map([...rutor].map(([namn, ruta]) => [namn, ruta.closest("td").matches(".konflikt, .fel") ? null : ruta.value]));
  const andrad = (ruta) => ruta.value !== sparat.get(nyckel(ruta));
  let vantar = Promise.resolve(), pagar = 0;

  function skriv(id, text) {
    const cell = document.getElementById(id);
    if (cell && cell.textContent !== text) cell.textContent = text;
  }

  function stopp(text) {
    const plats = document.getElementById("stopp");
    plats.replaceChildren();
    if (!text) return;
    const ruta = document.createElement("div"), sats = document.createElement("p");
    ruta.className = "not fel";
    ruta.setAttribute("role", "alert");
    sats.className = "sats";
    sats.textContent = text;
    ruta.append(sats);
    plats.append(ruta);
  }

  // The row below a box that says what is wrong; null takes it away.
  function besvar(ruta, html) {
    const cell = ruta.closest("td"), id = `k-${nyckel(ruta)}`;
    document.getElementById(id)?.remove();
    cell.classList.remove("konflikt", "fel");
    ruta.removeAttribute("aria-invalid");
    ruta.removeAttribute("aria-describedby");
    if (!html) return;
    ruta.closest("tr").insertAdjacentHTML("afterend", html);
    const fel = document.getElementById(id).matches(".fel");
    cell.classList.add(fel ? "fel" : "konflikt");
    if (fel) ruta.setAttribute("aria-invalid", "true");
    ruta.setAttribute("aria-describedby", id);
  }

  function taEmot(data, skickad) {
    stopp(data.stopp);
    if (data.stopp) return;
    for (const [rad, ord] of Object.entries(data.metoder)) {
      for (const val of tabell.querySelectorAll(`tr[data-rad="${rad}"] option`)) val.textContent = ord[val.value];
    }
    for (const [namn, nytt] of Object.entries(data.rutor)) {
      const ruta = rutor.get(namn);
      if (!ruta) continue;
      // What somebody has typed since, or is about to save, stands.
      const skrivet = skickad && skickad.ruta === ruta ? ruta.value !== skickad.text : andrad(ruta);
      ruta.name = nytt.namn;
      sparat.set(namn, nytt.varde);
      if (!skrivet && !(namn in data.rader)) ruta.value = nytt.varde;
      if (!(namn in data.rader)) besvar(ruta, null);
    }
    for (const [namn, html] of Object.entries(data.rader)) besvar(rutor.get(namn), html);
    for (const [rad, saknar] of Object.entries(data.saknar)) {
      const ruta = tabell.querySelector(`tr[data-rad="${rad}"] textarea`);
      ruta.closest("td").classList.toggle("saknas", saknar);
      ruta.placeholder = saknar ? "Skriv varför" : "";
    }
    for (const [id, text] of Object.entries(data.siffror)) skriv(id, text);
    tabell.tFoot.innerHTML = data.fot;
    document.getElementById("lage").innerHTML = data.lage;
    skriv("senast", Object.keys(data.rader).length ? "Inte sparat än: se raden i tabellen." : "Sparat.");
  }

  async function skicka(namn, text) {
    const data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, [namn]: text });
    let svar;
    pagar += 1;
    try {
      svar = await fetch(form.action, { method: "POST", body: data, headers: { "X-Rutnat": "1" } });
      if (svar.redirected || !(svar.headers.get("content-type") || "").includes("json")) throw new Error("inte inloggad");
      return await svar.json();
    } catch {
      const ord = svar ? "Du kan ha blivit utloggad." : "Ingen kontakt med servern.";
      return { stopp: `Det senaste är inte sparat. ${ord} Det du skrev står kvar: ladda om sidan i en ny flik, logga in och försök igen.` };
    } finally {
      pagar -= 1;
    }
  }

  function spara(ruta) {
    if (!andrad(ruta)) return besvar(ruta, null);
    const text = ruta.value;
    ruta.closest("td").classList.add("sparar");
    skriv("senast", "Sparar …");
    vantar = vantar.then(async () => {
      if (ruta.value === text && andrad(ruta)) taEmot(await skicka(ruta.name, text), { ruta, text });
      ruta.closest("td").classList.remove("sparar");
    });
  }

  function aterstall(ruta) {
    ruta.value = sparat.get(nyckel(ruta)) ?? ruta.value;
    besvar(ruta, null);
  }

  function flytta(ruta, ned) {
    const rader = [...tabell.querySelectorAll("tr[data-rad]")], plats = [...ruta.closest("tr").cells].indexOf(ruta.closest("td"));
    const rad = rader[rader.indexOf(ruta.closest("tr")) + ned];
    rad?.cells[plats].firstElementChild.focus();
  }

  tabell.addEventListener("keydown", (e) => {
    const ruta = e.target;
    if (!rutor.has(ruta.name && nyckel(ruta)) || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    const gor = (handling) => { e.preventDefault(); handling(); };
    const pil = ruta.matches("input") && !e.shiftKey;
    if (e.key === "Enter" && !(ruta.matches("textarea") && e.shiftKey)) gor(() => { spara(ruta); flytta(ruta, e.shiftKey ? -1 : 1); });
    else if (pil && e.key === "ArrowDown") gor(() => flytta(ruta, 1));
    else if (pil && e.key === "ArrowUp") gor(() => flytta(ruta, -1));
    else if (e.key === "Escape") gor(() => aterstall(ruta));
  });
  tabell.addEventListener("focusin", (e) => { if (e.target.matches("td.in > input")) e.target.select(); });
  tabell.addEventListener("change", (e) => { if (e.target.matches("td.in > :is(input, select, textarea)")) spara(e.target); });
  tabell.addEventListener("click", (e) => {
    const knapp = e.target.closest("tr.konflikt button");
    if (!knapp) return;
    e.preventDefault();
    const ruta = rutor.get(knapp.closest("[data-for]").dataset.for);
    if (knapp.name === "behall") spara(ruta);
    else aterstall(ruta);
    ruta.focus();
  });
  addEventListener("beforeunload", (e) => { if (pagar) e.preventDefault(); });
})();
