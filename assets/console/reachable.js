// The time until which one can be reached is that of one's own clock, whose zone the house cannot see.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.addEventListener('submit', ({ target }) => {
  if (target.matches('#reachable form')) target.elements.zone.value = zone;
}, { capture: true });
