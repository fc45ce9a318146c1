// The budget grid: keyboard, totals while one types, each cell saved by itself, paste with a preview.
// Without it the grid is a plain form. A field's name is row.column.revision.öre: what the writer saw.
(() => {
  const form = document.querySelector("form[data-rutnat]");
  if (!form) return;
  const tabell = form.querySelector("table.rut");
  const falt = new Map(), sparade = new WeakMap();
  const nyckel = (ruta) => ruta.name.split(".").slice(0, 2).join(".");
  const bas = (ruta) => BigInt(ruta.name.split(".")[3]);
  const andrad = (ruta) => ruta.value !== ruta.defaultValue;
  const skriv = (id, text) => { const cell = document.getElementById(id); if (cell && cell.textContent !== text) cell.textContent = text; };
  let vantar = Promise.resolve(), pagar = 0, pekad = null;

  for (const ruta of tabell.querySelectorAll("td.in > input")) {
    falt.set(nyckel(ruta), ruta);
    // A page shown again after a refused form holds texts that are not saved: what is saved stands in the name.
    if (ruta.closest("td").matches(".konflikt, .fel") || ruttal.las(ruta.value) !== bas(ruta)) ruta.defaultValue = bas(ruta) ? ruttal.kronor(bas(ruta)) : "";
  }

  // --- totals -------------------------------------------------------------------------------------------

  const tabellrader = [...tabell.querySelectorAll("tr[data-rad]")];
  const start = new Map(tabellrader.map((rad) => [rad, radsumma(rad)]));
  const tecken = (kolumn) => (kolumn === "ombudgetering" ? ruttal.andring : ruttal.kronor);

  function belopp(ruta) {
    const ore = ruttal.las(ruta.value);
    return ore === null ? bas(ruta) : ore;
  }

  function radsumma(rad) {
    return [...rad.querySelectorAll("td.in > input")].reduce((summa, ruta) => summa + belopp(ruta), 0n);
  }

  function raknaOm() {
    const summor = new Map();
    const lagg = (id, ore) => summor.set(id, (summor.get(id) || 0n) + ore);
    let grupp = null;
    for (const rad of tabell.tBodies[0].rows) {
      if (rad.matches(".grupp")) grupp = rad;
      if (!rad.dataset.rad) continue;
      const hela = radsumma(rad), total = document.getElementById(`t${rad.dataset.rad}`);
      skriv(total.id, ruttal.kronor(hela));
      total.classList.toggle("andrad", hela !== start.get(rad));
      if (rad.dataset.forra) skriv(`f${rad.dataset.rad}`, ruttal.procent(hela, BigInt(rad.dataset.forra)));
      for (const ruta of rad.querySelectorAll("td.in > input")) {
        const kolumn = ruta.name.split(".")[1];
        lagg(`${grupp.dataset.grupp}-${kolumn}`, belopp(ruta));
        if (!("utanfor" in grupp.dataset)) lagg(`s-${kolumn}`, belopp(ruta));
      }
      lagg(`${grupp.dataset.grupp}-t`, hela);
      if (!("utanfor" in grupp.dataset)) lagg("s-t", hela);
    }
    for (const [id, ore] of summor) {
      const summerad = id.startsWith("s-") || id.endsWith("-t");
      skriv(id, summerad ? ruttal.kronor(ore) : ore ? tecken(id.split("-")[1])(ore) : "–");
    }
    for (const rad of tabell.querySelectorAll("tr.grupp[data-forra]")) {
      skriv(`${rad.dataset.grupp}-f`, ruttal.procent(summor.get(`${rad.dataset.grupp}-t`) || 0n, BigInt(rad.dataset.forra)));
    }
  }

  // --- saving -------------------------------------------------------------------------------------------

  function stopp(text) {
    const plats = document.getElementById("stopp");
    plats.replaceChildren();
    if (!text) return;
    const ruta = document.createElement("div");
    ruta.className = "not fel";
    ruta.setAttribute("role", "alert");
    const sats = document.createElement("p");
    sats.className = "sats";
    sats.textContent = text;
    ruta.append(sats);
    plats.append(ruta);
  }

  async function skicka(url, falten) {
    const data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, sett: form.elements.sett.value, ...falten });
    let svar;
    pagar += 1;
    try {
      svar = await fetch(url, { method: "POST", body: data, headers: { "X-Rutnat": "1" } });
      if (svar.redirected || !(svar.headers.get("content-type") || "").includes("json")) throw new Error("inte inloggad");
      return { ok: svar.ok, data: await svar.json() };
    } catch {
      const ord = svar ? "Du kan ha blivit utloggad." : "Ingen kontakt med servern.";
      return { ok: false, data: { stopp: `Det senaste är inte sparat. ${ord} Det du skrev står kvar: ladda om sidan i en ny flik, logga in och försök igen.` } };
    } finally {
      pagar -= 1;
    }
  }

  function taEmot(data, sand) {
    stopp(data.stopp);
    if (data.stopp) return;
    for (const [namn, nytt] of Object.entries(data.rutor)) {
      const ruta = falt.get(namn);
      if (!ruta) continue;
      const skrivet = sand && sand.ruta === ruta ? ruta.value !== sand.text : andrad(ruta);
      ruta.name = nytt.namn;
      ruta.defaultValue = nytt.text;
      if (!skrivet && !(namn in data.rader)) ruta.value = nytt.text;
      if (!(namn in data.rader)) besvar(ruta, null);
    }
    for (const [namn, html] of Object.entries(data.rader)) besvar(falt.get(namn), html);
    tabell.tFoot.innerHTML = data.fot;
    document.getElementById("senast").innerHTML = data.senast;
    form.elements.sett.value = data.sett;
    const steg = document.querySelector(".steg > .nu .nar");
    if (steg) steg.textContent = data.sparat;
    raknaOm();
    for (const [id, text] of Object.entries(data.siffror)) if (![...falt.values()].some(andrad)) skriv(id, text);
  }

  // The row below a cell that says what is wrong; null takes it away.
  function besvar(ruta, html) {
    const cell = ruta.closest("td");
    document.getElementById(`k-${nyckel(ruta)}`)?.remove();
    cell.classList.remove("konflikt", "fel");
    ruta.removeAttribute("aria-invalid");
    ruta.removeAttribute("aria-describedby");
    if (!html) return;
    ruta.closest("tr").insertAdjacentHTML("afterend", html);
    const fel = document.getElementById(`k-${nyckel(ruta)}`).matches(".fel");
    cell.classList.add(fel ? "fel" : "konflikt");
    if (fel) ruta.setAttribute("aria-invalid", "true");
    ruta.setAttribute("aria-describedby", `k-${nyckel(ruta)}`);
  }

  function spara(ruta) {
    if (!andrad(ruta)) return besvar(ruta, null);
    if (sparade.get(ruta) === ruta.value) return;
    const text = ruta.value;
    sparade.set(ruta, text);
    ruta.closest("td").classList.add("sparar");
    vantar = vantar.then(async () => {
      const { data } = await skicka(form.action, { [ruta.name]: text });
      sparade.delete(ruta);
      ruta.closest("td").classList.remove("sparar");
      taEmot(data, { ruta, text });
    });
  }

  function angra() {
    if (!document.getElementById("angra")) return; // what is entered by hand has no way back of its own
    vantar = vantar.then(async () => taEmot((await skicka(document.getElementById("angra").action, {})).data));
  }

  function aterstall(ruta) {
    ruta.value = ruta.defaultValue;
    besvar(ruta, null);
    raknaOm();
  }

  // --- moving -------------------------------------------------------------------------------------------

  function flytta(ruta, ned, hoger) {
    const rader = tabellrader.filter((rad) => rad.checkVisibility());
    const rad = ruta.closest("tr"), rutor = (r) => [...r.querySelectorAll("td.in > input")];
    const kolumn = rutor(rad).indexOf(ruta) + hoger;
    const mal = rutor(rader[rader.indexOf(rad) + ned] || rad)[kolumn];
    if (mal) mal.focus();
    return Boolean(mal);
  }

  const vidKant = (ruta, hoger) => {
    const { selectionStart: fran, selectionEnd: till, value } = ruta;
    return (fran === 0 && till === value.length) || (fran === till && fran === (hoger > 0 ? value.length : 0));
  };

  tabell.addEventListener("keydown", (e) => {
    const ruta = e.target;
    if (!falt.has(ruta.name && nyckel(ruta)) || e.isComposing) return;
    const gor = (handling) => { e.preventDefault(); handling(); };
    const ren = !(e.ctrlKey || e.metaKey || e.altKey);
    if (e.key === "Enter") gor(() => { spara(ruta); flytta(ruta, e.shiftKey ? -1 : 1, 0); });
    else if (ren && e.key === "ArrowDown") gor(() => flytta(ruta, 1, 0));
    else if (ren && e.key === "ArrowUp") gor(() => flytta(ruta, -1, 0));
    else if (ren && !e.shiftKey && e.key === "ArrowLeft" && vidKant(ruta, -1)) gor(() => flytta(ruta, 0, -1));
    else if (ren && !e.shiftKey && e.key === "ArrowRight" && vidKant(ruta, 1)) gor(() => flytta(ruta, 0, 1));
    else if (e.key === "Escape") gor(() => { aterstall(ruta); ruta.select(); });
    else if (e.key === "F2") gor(() => ruta.setSelectionRange(ruta.value.length, ruta.value.length));
    else if (e.key === "?") gor(() => { document.querySelector(".alla-tangenter").toggleAttribute("open"); });
    else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "z" && !andrad(ruta)) gor(angra);
  });

  tabell.addEventListener("pointerdown", (e) => { pekad = e.target !== document.activeElement ? e.target : null; });
  tabell.addEventListener("mouseup", (e) => { if (e.target === pekad) e.preventDefault(); pekad = null; });
  tabell.addEventListener("focusin", (e) => { if (e.target.matches("td.in > input")) e.target.select(); });
  tabell.addEventListener("input", raknaOm);
  tabell.addEventListener("change", (e) => { if (e.target.matches("td.in > input")) spara(e.target); });

  document.addEventListener("click", (e) => {
    const knapp = e.target.closest("button, [data-stang-klipp]");
    if (!knapp) return;
    const ruta = falt.get(knapp.closest("[data-for]")?.dataset.for);
    if (knapp.name === "behall") { e.preventDefault(); spara(ruta); ruta.focus(); }
    else if (knapp.name === "ta" || "aterstall" in knapp.dataset) { e.preventDefault(); aterstall(ruta); ruta.focus(); }
    else if ("angra" in knapp.dataset) { e.preventDefault(); angra(); }
    else if ("stangKlipp" in knapp.dataset) { e.preventDefault(); document.getElementById("klipp").replaceChildren(); klippcell?.focus(); }
  });

  // --- paste --------------------------------------------------------------------------------------------

  let klippcell = null;
  tabell.addEventListener("paste", (e) => {
    const block = e.clipboardData.getData("text/plain");
    if (!e.target.matches("td.in > input") || !/[\t\n\r]/.test(block.replace(/[\r\n]+$/, ""))) return;
    e.preventDefault();
    klippcell = e.target;
    vantar = vantar.then(() => visaKlipp(nyckel(klippcell), block));
  });

  async function visaKlipp(cell, block) {
    const data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, start: cell, block });
    try {
      const svar = await fetch(form.dataset.klistra, { method: "POST", body: data, headers: { "X-Rutnat": "1" } });
      if (!svar.ok || svar.redirected) throw new Error(svar.status);
      const plats = document.getElementById("klipp");
      plats.innerHTML = await svar.text();
      plats.firstElementChild.focus();
      plats.scrollIntoView({ block: "center" });
    } catch {
      stopp("Det gick inte att visa det du klistrade in. Inget är ändrat: ladda om sidan och försök igen.");
    }
  }

  addEventListener("beforeunload", (e) => { if (pagar) e.preventDefault(); });
})();
