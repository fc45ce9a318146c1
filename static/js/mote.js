// The meeting page: texts saved as they are typed, kept here while there is no contact, phrases, votes.
// Without it the texts are a plain form. Two who write at once: the server merges lines or shows both texts.
(() => {
  const form = document.querySelector("form[data-mote]");
  const PAUS = 900, OM_IGEN = 5000;
  const lage = document.querySelector("#sparlage [data-ord]");
  const klocka = () => new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const sag = (ord, trubbel = false) => {
    if (!lage || lage.textContent === ord) return;
    lage.textContent = ord;
    lage.closest("#sparlage").classList.toggle("trubbel", trubbel);
  };

  // --- the copy kept in this browser until the server has the text ----------------------------------------

  const plats = (falt) => `${form.dataset.nyckel}-${falt.name}`;
  const bas = (falt) => form.elements[`${falt.name}.bas`];
  const kopia = {
    skriv: (falt) => { try { localStorage.setItem(plats(falt), JSON.stringify({ text: falt.value, bas: bas(falt).value })); } catch { /* full or forbidden: the field itself is left */ } },
    las: (falt) => { try { return JSON.parse(localStorage.getItem(plats(falt))); } catch { return null; } },
    glom: (falt) => { try { localStorage.removeItem(plats(falt)); } catch { /* nothing was kept */ } },
  };

  // --- saving ---------------------------------------------------------------------------------------------

  const timrar = new Map();
  let ko = Promise.resolve(), igen = null;
  const osparad = (falt) => falt.value.replace(/\s+$/, "") !== bas(falt).value.replace(/\s+$/, "");
  const konflikt = (falt) => document.getElementById(`k-${falt.name}`);
  const faltar = form ? [...form.querySelectorAll("[data-falt]")] : [];

  async function skicka(varden) {
    const data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...varden });
    const svar = await fetch(form.dataset.spara, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (svar.redirected || !(svar.headers.get("content-type") || "").includes("json")) {
      return { status: svar.status, utloggad: true };
    }
    return { status: svar.status, data: await svar.json() };
  }

  async function spara(falt) {
    if (!osparad(falt) || konflikt(falt)?.childElementCount) return;
    const text = falt.value;
    sag("Sparar …");
    let svar;
    try {
      svar = await skicka({ field: falt.name, value: text, base: bas(falt).value });
    } catch {
      sag(`Ingen kontakt. Sparat i den här datorn ${klocka()}`, true);
      igen ||= setTimeout(forsok, OM_IGEN);
      return;
    }
    if (svar.utloggad) sag("Inte sparat: logga in i en ny flik. Texten finns kvar här", true);
    else if (svar.status === 409) visaKonflikt(falt, svar.data);
    else if (!svar.data.text && svar.data.fel) sag(`Inte sparat. ${svar.data.fel}`, true);
    else taEmot(falt, text, svar.data);
  }

  function taEmot(falt, skickad, data) {
    bas(falt).value = data.text;
    if (falt.value === skickad) {
      if (data.hopslaget) falt.value = data.text;
      kopia.glom(falt);
    } else {
      // What was typed meanwhile began from what was sent; the rest of the other's lines come with the next saving.
      if (data.hopslaget) bas(falt).value = skickad;
      kopia.skriv(falt);
      planera(falt);
    }
    sag(data.hopslaget ? `Sparat ${data.klockan}, ihop med det en annan skrev` : `Sparat ${data.klockan}`);
    const antal = document.getElementById("versioner");
    if (antal) antal.textContent = data.versioner;
    if ("kontroll" in data) document.getElementById("kontroll").innerHTML = data.kontroll;
  }

  function visaKonflikt(falt, data) {
    const ruta = konflikt(falt);
    ruta.innerHTML = data.html;
    ruta.dataset.bas = data.base;
    falt.closest("details")?.setAttribute("open", "");
    sag("Inte sparat: två har skrivit i samma rader", true);
  }

  function planera(falt, drojsmal = PAUS) {
    clearTimeout(timrar.get(falt));
    timrar.set(falt, setTimeout(() => { ko = ko.then(() => spara(falt)); }, drojsmal));
  }

  function forsok() {
    clearTimeout(igen);
    igen = null;
    for (const falt of faltar) if (osparad(falt)) planera(falt, 0);
  }

  // --- a field --------------------------------------------------------------------------------------------

  for (const falt of faltar) {
    const kvar = kopia.las(falt);
    if (kvar && kvar.text !== falt.value) {
      falt.value = kvar.text;
      bas(falt).value = kvar.bas;
      sag("Det du skrev utan kontakt är tillbaka");
      planera(falt, 0);
    } else kopia.glom(falt);
    falt.addEventListener("input", () => { kopia.skriv(falt); planera(falt); });
    falt.addEventListener("blur", () => { if (osparad(falt)) planera(falt, 0); });
    falt.addEventListener("keydown", (e) => { if (e.key === "/") frasmeny(e, falt); });
  }

  addEventListener("online", forsok);
  form?.addEventListener("change", (e) => {
    if (e.target.name === "outcome") ko = ko.then(() => skicka({ field: "outcome", value: e.target.value })).catch(() => sag("Utgången är inte sparad än", true));
  });

  // The form holds every text with what it began from: what is sent needs no copy here when it has come home.
  form?.addEventListener("submit", () => { for (const timer of timrar.values()) clearTimeout(timer); });

  // --- phrases: a click, or / at the beginning of a word ---------------------------------------------------

  function satt(falt, text, fran = falt.selectionStart) {
    const fore = falt.value.slice(0, fran), efter = falt.value.slice(falt.selectionEnd);
    const brott = fore.trim() && !/\n\s*$/.test(fore) && /beslut/.test(falt.name) ? "\n\n" : "";
    falt.setRangeText(brott + text, fran, falt.selectionEnd, "end");
    const lucka = falt.value.indexOf("…", fore.length);
    falt.focus();
    if (lucka >= 0 && lucka < falt.value.length - efter.length) falt.setSelectionRange(lucka, lucka + 1);
    falt.dispatchEvent(new Event("input"));
  }

  function frasmeny(e, falt) {
    const knappar = document.querySelector(`.fraser[data-for="${CSS.escape(falt.name)}"]`);
    const fore = falt.value.slice(0, falt.selectionStart);
    if (!knappar || /\S$/.test(fore)) return;
    e.preventDefault();
    knappar.closest("details")?.setAttribute("open", "");
    knappar.dataset.fran = falt.selectionStart;
    knappar.querySelector("button").focus();
  }

  document.addEventListener("click", (e) => {
    const knapp = e.target.closest("[data-fras], [data-behall], [data-ta], [data-alla]");
    if (!knapp || !(form || "alla" in knapp.dataset)) return;
    e.preventDefault();
    if ("alla" in knapp.dataset) return ovriga(knapp);
    const namn = knapp.closest("[data-for]").dataset.for, falt = form.elements[namn];
    if ("fras" in knapp.dataset) return satt(falt, knapp.dataset.fras);
    const ruta = konflikt(falt), deras = ruta.dataset.bas ?? ruta.querySelector("[data-deras]").textContent;
    bas(falt).value = deras;
    if ("ta" in knapp.dataset) { falt.value = deras; kopia.glom(falt); sag("Den andras text är kvar"); } else kopia.skriv(falt);
    ruta.replaceChildren();
    falt.focus();
    planera(falt, 0);
  });

  document.addEventListener("keydown", (e) => {
    const knapp = e.target.closest?.(".fraser [data-fras]");
    if (!knapp) return;
    const rad = knapp.closest(".fraser"), alla = [...rad.querySelectorAll("button")], steg = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (steg) { e.preventDefault(); alla[(alla.indexOf(knapp) + steg + alla.length) % alla.length].focus(); }
    if (e.key === "Escape" || e.key === "/") { e.preventDefault(); const falt = form.elements[rad.dataset.for]; falt.focus(); if (e.key === "/") falt.setRangeText("/", falt.selectionStart, falt.selectionEnd, "end"); }
  });

  // --- votes: the rest at once ----------------------------------------------------------------------------

  function ovriga(knapp) {
    for (const rad of knapp.closest("form").querySelectorAll("[role=radiogroup]")) {
      if (!rad.querySelector(":checked")) rad.querySelector(`[value="${knapp.dataset.alla}"]`).checked = true;
    }
  }

  addEventListener("beforeunload", (e) => { if (faltar.some((falt) => osparad(falt) && !kopia.las(falt))) e.preventDefault(); });
})();
