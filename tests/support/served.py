"""A workspace served by `billingctl serve` on a free port, asked with curl, and told events as its provider signs them."""
import base64
import calendar
import hashlib
import hmac
import json
import os
import pathlib
import re
import secrets
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from tap import Failed

TOP = pathlib.Path(__file__).resolve().parents[2]


class Told(dict):
    """A JSON object; what it does not say is told with the whole answer."""

    def __init__(self, values, answer):
        super().__init__(values)
        self.answer = answer

    def __missing__(self, key):
        raise Failed(f"no “{key}” in the answer {self.answer}")


class Answer:
    def __init__(self, status, head, body):
        self.status = status
        self.head = head
        self.text = body

    @property
    def json(self):
        return Told(json.loads(self.text), f"{self.status} {self.text.strip()}")

    def field(self, name):
        found = re.search(rf"(?im)^{re.escape(name)}:\s*(.*?)\s*$", self.head)
        return found.group(1) if found else ""


class Served:
    """One workspace: profile text in, process out. `change` edits the profile that comes with the program."""

    def __init__(self, billingctl, workspace, change=lambda text: text, now=None):
        self.billingctl = billingctl
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        text = (TOP / "resources" / "workspaces" / f"{workspace}.toml").read_text()
        # These trips are told events by hand, and pay on the test checkout that is served where nobody else sells.
        text = change(re.sub(r'(?m)^api_base = "sandbox".*\n', "", text))
        self.profile = self.folder / f"{workspace}.toml"
        self.profile.write_text(text)
        self.database = self.folder / "served.sqlite"
        self.token = secrets.token_hex(32)
        self.provider = re.search(r'(?m)^provider = "(\w+)"', text).group(1)
        self.route = re.search(r'(?m)^path = "(.*)"', text).group(1)
        self.scheme = re.search(r'(?m)^scheme = "(.*)"', text).group(1)
        self.secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        self._write("api", self.token)
        self._write("signing", self.secret)
        self.clock = self.folder / "clock" if now else None
        if now:
            self.clock.write_text(now)
        self.process = None
        self.start()

    def _write(self, name, secret):
        path = self.folder / name
        path.write_text(secret + "\n")
        path.chmod(0o600)

    def start(self):
        command = [self.billingctl, "serve", "--workspace", str(self.profile), "--database", str(self.database),
                   "--port", "0", "--print-port", "--secret-file", f"api={self.folder / 'api'}",
                   "--secret-file", str(self.folder / "signing")]
        if self.clock:
            command += ["--clock-file", str(self.clock)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        if not line.isdigit():
            raise Failed(f"serve did not start: {self.process.stderr.read()}")
        self.port = int(line)
        self.base = f"http://127.0.0.1:{self.port}"

    def stop(self):
        if self.process is None:
            return 0
        self.process.terminate()
        _, self.errors = self.process.communicate(timeout=15)
        code = self.process.returncode
        self.process = None
        return code

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
        self.scratch.cleanup()

    def set_time(self, text):
        """The clock goes on from there."""
        fresh = self.folder / "clock.new"
        fresh.write_text(text)
        fresh.replace(self.clock)

    def now(self):
        return self.clock.read_text().strip() if self.clock else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def seconds(self):
        return calendar.timegm(time.strptime(self.now(), "%Y-%m-%dT%H:%M:%SZ"))

    def run(self, *arguments):
        """Another command of billingctl. Gives exit code and standard output."""
        done = subprocess.run([self.billingctl, *arguments], capture_output=True, text=True, timeout=30, check=False)
        return done.returncode, done.stdout + done.stderr

    # -- curl ---------------------------------------------------------------------------------------------------------
    def curl(self, method, path, body=None, token=True, headers=(), form=None):
        command = ["curl", "-sS", "-i", "--max-time", "20", "-X", method]
        if token:
            command += ["-H", f"Authorization: Bearer {self.token if token is True else token}"]
        if body is not None:
            command += ["-H", "Content-Type: application/json", "--data-binary", "@-"]
        for name, value in (form or {}).items():
            command += ["--data-urlencode", f"{name}={value}"]
        for header in headers:
            command += ["-H", header]
        url = path if path.startswith("http") else self.base + path
        text = body if isinstance(body, str) else json.dumps(body) if body is not None else None
        done = subprocess.run([*command, url], input=text, capture_output=True, text=True, timeout=30, check=False)
        if done.returncode != 0:
            raise Failed(f"curl {method} {path}: {done.stderr.strip()}")
        head, _, rest = done.stdout.replace("\r\n", "\n").partition("\n\n")
        return Answer(int(head.split()[1]), head, rest)

    def get(self, path, **more):
        return self.curl("GET", path, **more)

    def post(self, path, body, **more):
        return self.curl("POST", path, body, **more)

    def pay(self, url, card="4242", **form):
        """Opens the checkout's page as a browser would, and sends its form. Gives the page and the answer."""
        page = self.curl("GET", url, token=False)
        return page, self.curl("POST", url, token=False, form={"action": "pay", "card": card, **form})

    # -- the provider -------------------------------------------------------------------------------------------------
    def signature(self, body, message_id):
        stamp = str(self.seconds())
        if self.scheme == "standard-webhooks":
            key = base64.b64decode(self.secret.removeprefix("whsec_"))
            mac = hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
            return {"webhook-id": message_id, "webhook-timestamp": stamp,
                    "webhook-signature": "v1," + base64.b64encode(mac).decode()}
        if self.scheme == "stripe":
            mac = hmac.new(self.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
            return {"Stripe-Signature": f"t={stamp},v1={mac}"}
        header = re.search(r'(?m)^header = "(.*)"', self.profile.read_text()).group(1)
        # The same as a shell would: openssl, not our own code.
        done = subprocess.run(["openssl", "dgst", "-sha256", "-hmac", self.secret, "-hex"], input=body,
                              capture_output=True, check=True)
        return {header: done.stdout.decode().split()[-1]}

    def deliver(self, event, message_id, signature=None):
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        headers = {"Content-Type": "application/json", **(signature or self.signature(body, message_id))}
        request = urllib.request.Request(self.base + self.route, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            print(f"# {error.code} {error.read().decode().strip()}", flush=True)
            return error.code

    def events(self, state):
        """Stored events of a state, by the command line."""
        code, text = self.run("events", "list", "--database", str(self.database), "--json")
        if code != 0:
            raise Failed(text)
        return [row for row in map(json.loads, text.splitlines()) if row["state"] == state]

    def compose(self, kind, seed, **values):
        """The provider's whole event, as `billingctl fire` would send it. Events of one seed agree on their ids."""
        settings = [part for key, value in values.items() for part in ("--set", f"{key}={value}")]
        done = subprocess.run([self.billingctl, "fire", "--provider", self.provider, "--type", kind, "--seed", str(seed),
                               "--at", self.now(), "--unsigned", "--dry-run", *settings],
                              capture_output=True, timeout=30, check=False)
        if done.returncode != 0:
            raise Failed(done.stderr.decode())
        body = b"".join(line for line in done.stdout.splitlines(True) if not line.startswith(b">"))
        return body.strip()

    def rows(self, sql):
        """Reads the database beside the program."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def damage(self, sql):
        """Breaks the store from outside."""
        connection = sqlite3.connect(self.database, timeout=5)
        try:
            connection.execute(sql)
            connection.commit()
        finally:
            connection.close()

    # -- bodies -------------------------------------------------------------------------------------------------------
    def dodo(self, kind, data):
        payload = "Payment" if kind.startswith("payment") else "Subscription"
        return {"business_id": "bus_acceptance", "type": kind, "timestamp": self.now(),
                "data": {"payload_type": payload, **data}}

    def dodo_payment(self, payment, metadata=None, kind="payment.succeeded", **more):
        return self.dodo(kind, {
            "payment_id": payment, "status": kind.removeprefix("payment."), "total_amount": 999, "currency": "USD",
            "created_at": self.now(), "metadata": metadata or {}, "product_cart": [],
            "customer": {"customer_id": "cus_acceptance", "name": "Ada", "email": "ada@example.com"}, **more})

    def dodo_subscription(self, kind, subscription, status, product, metadata=None, **more):
        return self.dodo(kind, {
            "subscription_id": subscription, "status": status, "product_id": product,
            "recurring_pre_tax_amount": 500, "currency": "USD", "quantity": 1, "payment_frequency_interval": "Month",
            "payment_frequency_count": 1, "created_at": self.now(), "previous_billing_date": self.now(),
            "next_billing_date": self.now(), "cancel_at_next_billing_date": False, "metadata": metadata or {},
            "customer": {"customer_id": "cus_acceptance", "name": "Ada", "email": "ada@example.com"}, **more})


def billingctl_argument(argv):
    if len(argv) != 2 or not os.access(argv[1], os.X_OK):
        raise SystemExit(f"usage: {argv[0]} PATH_TO_billingctl")
    return argv[1]
