// A list whose results change in place: tells the new count, and keeps the reader's place.
// Without this script the same links and forms load a page of their own.

const textOf = (element) => element.textContent.trim().replace(/\s+/g, " ");
const list = () => document.getElementById("list");
let filtersWereOpen = false;
let askedByPaging = false;
let changedShortlist = false;
let focusedBefore = "";

document.addEventListener("htmx:configRequest", (event) => {
  // An empty box is no filter; it has no place in an address.
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
  // The button adds a project to those that its form holds; htmx would put it in their place.
  if (event.detail.elt.id === "to-compare") {
    const submitter = event.detail.triggeringEvent.submitter;
    parameters.ma = new FormData(event.detail.elt, submitter).getAll("ma");
  }
  // The reader stays where they are: the part that changes in place needs no way back to a row.
  event.detail.path = event.detail.path.split("#")[0];
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
  // What cannot take the focus, being gone, folded away or no link any more, leaves it to the next.
  const heirs = [document.getElementById(focusedBefore), changedShortlist && shortlist, heading];
  for (const heir of heirs) {
    if (document.activeElement && document.activeElement !== document.body) break;
    if (heir) heir.focus({ preventScroll: true });
  }
  const announced = (changedShortlist && shortlist?.querySelectorAll(".note, .shortlist-go")) || [heading];
  document.getElementById("list-announcement").textContent = Array.from(announced, textOf).join(" ");
  // Outside the list, the same page in the other language.
  for (const twin of document.querySelectorAll(".top-language a")) {
    twin.search = window.location.search;
  }
});

// Whatever goes wrong here, the address itself still answers.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
  document.addEventListener(failure, (event) => {
    const asked = event.detail.requestConfig;
    window.location.assign(event.detail.pathInfo?.finalRequestPath ?? asked?.path ?? window.location.href);
  });
}
