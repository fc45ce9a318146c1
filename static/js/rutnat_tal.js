// Amounts as whole numbers of öre, read and written the Swedish way. The server has the last word.
const ruttal = (() => {
  const GRUPP = "\u00a0", MINUS = "\u2212";

  // Öre from what stands in a cell; nothing is 0, what cannot be read is null.
  function las(text) {
    const rent = text.replace(/[\u00a0\u202f\u2009]/g, " ").replace(/[\u2212–]/g, "-").trim();
    if (rent === "" || rent === "-") return 0n;
    const del = /^([+-]?) ?(\d+|\d{1,3}(?: \d{3})+)(?:,(\d{1,2}))?(?: ?(?:kr\.?|sek|:-))?$/i.exec(rent);
    if (!del) return null;
    const ore = BigInt(del[2].replaceAll(" ", "") + (del[3] || "").padEnd(2, "0"));
    return del[1] === "-" ? -ore : ore;
  }

  function grupperat(siffror) {
    return siffror.replace(/\B(?=(\d{3})+$)/g, GRUPP);
  }

  // "1 234 567", or "1 234,50" when there are öre.
  function kronor(ore) {
    const av = ore < 0n ? -ore : ore;
    const rest = av % 100n;
    return (ore < 0n ? MINUS : "") + grupperat(String(av / 100n)) + (rest ? "," + String(rest).padStart(2, "0") : "");
  }

  function andring(ore) {
    return (ore > 0n ? "+" : "") + kronor(ore);
  }

  // The change in percent with one decimal, halves away from zero; a dash with nothing to compare with.
  function procent(nytt, gammalt) {
    if (!gammalt) return "–";
    const bas = gammalt < 0n ? -gammalt : gammalt;
    const skillnad = (nytt - gammalt) * 1000n;
    const av = ((skillnad < 0n ? -skillnad : skillnad) * 2n + bas) / (2n * bas);
    const tecken = av === 0n ? "" : skillnad < 0n ? MINUS : "+";
    return tecken + grupperat(String(av / 10n)) + "," + String(av % 10n);
  }

  return { las, kronor, andring, procent };
})();
