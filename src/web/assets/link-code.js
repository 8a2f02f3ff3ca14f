/** Takes the code out of the link's part after `#`, which the browser sends to nobody, and out of the address bar. */
const field = document.querySelector('[data-link-form] [name=token]');
if (location.hash.length > 1) {
  field.value = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
}
