// Lists whose results change in place: announces the new count and keeps the focus. Without this
// script the same links and forms load a page.

const textOf = (element) => element.textContent.trim().replace(/\s+/g, " ");
const list = () => document.getElementById("list");
let filtersWereOpen = false;
let askedByPaging = false;
let changedShortlist = false;
let focusedBefore = "";

// Adds the fields that were changed but not yet sent to the link of a facet or an order.
const carryTypedFilters = (detail) => {
  const url = new URL(detail.path, window.location.href);
  for (const { name, value, defaultValue } of list().querySelectorAll(".narrow input[id]")) {
    if (value !== defaultValue) url.searchParams.set(name, value);
  }
  detail.path = url.pathname + url.search;
};

document.addEventListener("htmx:configRequest", (event) => {
  // An empty field is not a filter and is left out of the URL.
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
  // The button adds a project to those of its form; htmx would replace them.
  if (event.detail.elt.id === "to-compare") {
    const submitter = event.detail.triggeringEvent.submitter;
    parameters.ma = new FormData(event.detail.elt, submitter).getAll("ma");
  }
  // The position on the page does not change, so the link back to a row is not needed.
  event.detail.path = event.detail.path.split("#")[0];
  if (event.detail.elt.matches(".side a, .orders a")) carryTypedFilters(event.detail);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  filtersWereOpen = Boolean(list().querySelector(".side-toggle")?.open);
  const asked = event.detail.requestConfig.elt;
  askedByPaging = Boolean(asked.closest(".pages"));
  changedShortlist = Boolean(asked.closest("#to-compare, .shortlist, .choose"));
  focusedBefore = document.activeElement?.id || asked.id;
});

document.addEventListener("htmx:afterSettle", () => {
  const heading = document.getElementById("results");
  if (filtersWereOpen) list().querySelector(".side-toggle").open = true;
  if (askedByPaging) heading.focus();
  const shortlist = document.getElementById("shortlist");
  // If an element is gone, collapsed or no longer a link, the next one gets the focus.
  const heirs = [document.getElementById(focusedBefore), changedShortlist && shortlist, heading];
  for (const heir of heirs) {
    if (document.activeElement && document.activeElement !== document.body) break;
    if (heir) heir.focus({ preventScroll: true });
  }
  const announced = (changedShortlist && shortlist?.querySelectorAll(".note, .shortlist-go")) || [heading];
  document.getElementById("list-announcement").textContent = Array.from(announced, textOf).join(" ");
  // Outside the list: the link to this page in the other language.
  for (const twin of document.querySelectorAll(".top-language a")) {
    twin.search = window.location.search;
  }
});

// After any error the browser loads the URL itself.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
  document.addEventListener(failure, (event) => {
    const asked = event.detail.requestConfig;
    window.location.assign(event.detail.pathInfo?.finalRequestPath ?? asked?.path ?? window.location.href);
  });
}
