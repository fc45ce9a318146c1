// What-if: an answer on its way must not overwrite what is being typed.
document.addEventListener("input", (e) => {
  const form = e.target.closest("#provform");
  if (form) window.htmx?.trigger(form, "htmx:abort");
});
