// Comforts only: every page does all it has to without this file.
(() => {
  "use strict";

  const element = (name, properties) => Object.assign(document.createElement(name), properties);
  const folded = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  // A box over a long list of provinces that narrows it, typed with or without diacritics.
  const addFilterBox = (fieldset) => {
    const items = [...fieldset.querySelectorAll("li")];
    const more = fieldset.querySelector("details.more");
    if (!more) return;
    const box = element("input", { type: "text", className: "narrow", autocomplete: "off" });
    box.placeholder = "Lọc theo tên…";
    box.setAttribute("aria-label", "Lọc danh sách tỉnh, thành phố theo tên");
    box.addEventListener("input", () => {
      const wanted = folded(box.value.trim());
      if (wanted) more.open = true;
      for (const item of items) {
        item.hidden = !folded(item.querySelector(".name").textContent).includes(wanted);
      }
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    fieldset.querySelector("legend").after(box);
  };

  const addCopyLink = (actions) => {
    if (!navigator.clipboard) return;
    const button = element("button", { type: "button", className: "button" });
    const said = element("span", { className: "unseen" });
    said.setAttribute("role", "status");
    button.textContent = "Sao chép liên kết";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href.split("#")[0]);
      button.textContent = said.textContent = "Đã sao chép";
    });
    actions.append(button, said);
  };

  document.querySelectorAll("fieldset[data-filterable]").forEach(addFilterBox);
  document.querySelectorAll(".actions").forEach(addCopyLink);

  // Browsers without ::details-content: on a wide page these stand open.
  if (matchMedia("(min-width: 56rem)").matches) {
    for (const details of document.querySelectorAll("details.wide-open")) details.open = true;
  }
})();
