/**
 * GraphiQL says that each of its tabs is one tab to whoever cannot see it, with two buttons inside, which no tab may
 * have. They are a list of buttons, and are called so here.
 */
function call(list) {
  list.setAttribute('role', 'list');
  list.setAttribute('aria-label', 'Operations');
  for (const item of list.children) {
    const button = item.querySelector('.graphiql-tab-button');
    const isActive = item.classList.contains('graphiql-tab-active');
    item.setAttribute('role', 'listitem');
    item.removeAttribute('aria-selected');
    if (isActive) button?.setAttribute('aria-current', 'true');
    else button?.removeAttribute('aria-current');
    const name = button?.textContent ?? '';
    item.querySelector('.graphiql-tab-close')?.setAttribute('aria-label', `Close ${name}`);
  }
}

/** @param mount where GraphiQL is rendered; watched for as long as the page stands */
export function nameTabs(mount) {
  const options = { subtree: true, childList: true, attributeFilter: ['class', 'role'] };
  const watch = new MutationObserver(() => {
    const list = mount.querySelector('.graphiql-tabs');
    if (!list) return;
    watch.disconnect();
    call(list);
    watch.observe(mount, options);
  });
  watch.observe(mount, options);
}
