// An answer of JSON, one value a line, as it comes.
async function* each(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    const whole = (rest + (value ?? '')).split('\n');
    rest = done ? '' : whole.pop();
    yield* whole.filter(Boolean).map((line) => JSON.parse(line));
    if (done) return;
  }
}

export const lines = (body) => each(body);
