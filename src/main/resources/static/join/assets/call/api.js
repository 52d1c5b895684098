/** Asks the server; what it refuses is an Error with its status. */
export async function ask(url, body, more = {}) {
  const options = { cache: "no-store", credentials: "omit", ...more };
  if (body !== undefined) {
    options.method = "POST";
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(url, options);
  if (!answer.ok) {
    throw Object.assign(new Error(`status ${answer.status}`), { status: answer.status });
  }
  return answer.status === 204 ? undefined : answer.json();
}

export const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });
