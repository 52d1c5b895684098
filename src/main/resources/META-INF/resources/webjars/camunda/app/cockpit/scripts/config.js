/** In place of Cockpit's own: it would ask for a page of Camunda's greeting, which stands behind a closed door here. */
export default {
  disableWelcomeMessage: true,
};
