/* Pacta works without this file. All it adds is copy buttons.
 *
 * <button type="button" data-copy="#permalink" hidden>Copy link</button>
 *
 * shows itself and copies what the element "#permalink" says. Where that element is a link that
 * says its own address, the whole address is copied, even if the page writes it without the host.
 * With data-copy-html, word processors get a link as well: data-copy-html="/c/…" makes the text a
 * link to that address; without a value the element's own markup is copied.
 */
"use strict";

(() => {
  // Browsers offer the clipboard to pages from https and from this computer only.
  if (!navigator.clipboard || !navigator.clipboard.writeText) return;

  const absolute = (address) => new URL(address, document.baseURI).href;

  // What is only for the screen, such as a notice under a citation, is not copied.
  const bare = (element) => {
    const copy = element.cloneNode(true);
    for (const aside of copy.querySelectorAll(".on-screen")) aside.remove();
    return copy;
  };

  const plain = (element) => {
    if (element.value !== undefined) return element.value;
    const text = bare(element).textContent.trim();
    const address = element.getAttribute("href");
    return address !== null && address === text ? absolute(address) : text;
  };

  const markup = (element, address) => {
    let copy;
    if (address) {
      copy = document.createElement("a");
      copy.href = absolute(address);
      copy.textContent = plain(element);
      return copy.outerHTML;
    }
    copy = bare(element);
    for (const node of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name } of [...node.attributes]) {
        if (name === "href") node.setAttribute(name, absolute(node.getAttribute(name)));
        else if (name !== "lang" && name !== "dir") node.removeAttribute(name);
      }
    }
    return element.matches("a") ? copy.outerHTML : copy.innerHTML;
  };

  const copy = async (element, address) => {
    const text = plain(element);
    if (address === null || !window.ClipboardItem) return navigator.clipboard.writeText(text);
    const item = new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([markup(element, address)], { type: "text/html" }),
    });
    return navigator.clipboard.write([item]);
  };

  for (const button of document.querySelectorAll("button[data-copy]")) {
    const element = document.querySelector(button.dataset.copy);
    if (!element) continue;

    // Screen readers announce a change in a region that was there before it.
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    status.setAttribute("aria-live", "polite");
    status.className = "copy-status";
    button.after(status);
    button.hidden = false;

    let timer;
    button.addEventListener("click", async () => {
      clearTimeout(timer);
      status.textContent = "";
      try {
        await copy(element, button.getAttribute("data-copy-html"));
        status.textContent = "Copied";
      } catch {
        status.textContent = "Not copied: the browser refused";
      }
      timer = setTimeout(() => { status.textContent = ""; }, 4000);
    });
  }
})();
