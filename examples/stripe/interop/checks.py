"""The official Python SDK as a client of the in-memory Stripe: one line a check."""

import http.server
import subprocess
import sys
import threading
import time
import traceback
import urllib.error
import urllib.request

import stripe

ACCOUNT = "acct_1032D82eZvKYlo2C"
PERSON = "person_1MqjB62eZvKYlo2CaeEJzKVR"
OPENER = "person_1MqjA02eZvKYlo2CqkR0Opnr"
SETTLE_AFTER = 0.2

CHECKS = []


def check(function):
    """Registers a check; its name, without underscores, is its line."""
    CHECKS.append(function)
    return function


def raises(kind, call, **fields):
    """Expects a call to fail with this class, code and parameter."""
    try:
        call()
    except kind as error:
        seen = {name: getattr(error, name) for name in fields}
        assert seen == fields, seen
        return error
    raise AssertionError(f"no {kind.__name__}")


def connect(url, key="sk_test_interop", retries=0, account=None):
    addresses = {"api": url, "files": url, "connect": url, "meter_events": url}
    return stripe.StripeClient(
        key, base_addresses=addresses, max_network_retries=retries, stripe_account=account
    )


def fund(client, amount):
    topup = client.v1.topups.create({"amount": amount, "currency": "usd"})
    for _ in range(100):
        if client.v1.topups.retrieve(topup.id).status == "succeeded":
            return topup
        time.sleep(0.05)
    raise AssertionError("the top-up stays pending")


def pay(client, amount, **more):
    params = {"amount": amount, "currency": "usd", "destination": ACCOUNT, **more}
    return client.v1.transfers.create(params)


@check
def persons_are_created_changed_listed_and_deleted(url):
    persons = connect(url).v1.accounts.persons
    made = persons.create(
        ACCOUNT,
        {
            "first_name": "Jane",
            "dob": {"day": 1, "month": 2, "year": 1990},
            "relationship": {"owner": True, "percent_ownership": 12.5},
            "metadata": {"k 1": "v+&=é"},
            "full_name_aliases": ["A B", "C"],
        },
    )
    assert made.metadata["k 1"] == "v+&=é" and made.full_name_aliases == ["A B", "C"]
    changed = persons.update(ACCOUNT, made.id, {"first_name": "", "metadata": ""})
    assert changed.first_name is None and not changed.metadata.to_dict()
    owners = persons.list(ACCOUNT, {"relationship": {"owner": True}})
    assert [person.id for person in owners.data] == [made.id]
    gone = persons.delete(ACCOUNT, made.id)
    assert gone.deleted is True and gone.id == made.id
    missing = {"code": "resource_missing", "param": "person", "http_status": 404}
    raises(stripe.InvalidRequestError, lambda: persons.retrieve(ACCOUNT, made.id), **missing)


@check
def who_opened_the_account_stays(url):
    persons = connect(url).v1.accounts.persons
    raises(stripe.InvalidRequestError, lambda: persons.delete(ACCOUNT, OPENER), http_status=400)


@check
def topups_are_created_changed_cancelled_and_settle(url):
    client = connect(url)
    topups = client.v1.topups
    made = topups.create({"amount": 100, "currency": "usd", "expand": ["source"]})
    assert made.status == "pending" and made.source.object == "source"
    assert topups.cancel(made.id).status == "canceled"
    raises(stripe.InvalidRequestError, lambda: topups.cancel(made.id), http_status=400)
    settled = fund(client, 500)
    changed = topups.update(settled.id, {"description": "d", "metadata": {"order": "1"}})
    assert changed.description == "d" and changed.metadata["order"] == "1"
    expanded = topups.retrieve(settled.id, {"expand": ["balance_transaction"]})
    assert expanded.balance_transaction.amount == 500
    found = topups.list({"amount": {"gte": 500, "lt": 501}, "status": "succeeded"})
    assert settled.id in [topup.id for topup in found.data]


@check
def transfers_move_money_until_there_is_none(url):
    client = connect(url)
    fund(client, 1000)
    made = pay(client, 400, transfer_group="G", expand=["destination"])
    assert made.destination.id == ACCOUNT and made.reversals.data == []
    changed = client.v1.transfers.update(made.id, {"description": "d"})
    assert client.v1.transfers.retrieve(made.id).description == changed.description == "d"
    too_much = lambda: pay(client, 10**9)
    raises(stripe.InvalidRequestError, too_much, code="balance_insufficient", http_status=400)


@check
def reversals_take_money_back_in_parts(url):
    client = connect(url)
    fund(client, 1000)
    reversals = client.v1.transfers.reversals
    transfer = pay(client, 300)
    part = reversals.create(transfer.id, {"amount": 100})
    reversals.update(transfer.id, part.id, {"metadata": {"order": "1"}})
    assert reversals.retrieve(transfer.id, part.id).metadata["order"] == "1"
    rest = reversals.create(transfer.id, {"expand": ["transfer"]})
    assert rest.amount == 200 and rest.transfer.reversed is True
    raises(stripe.InvalidRequestError, lambda: reversals.create(transfer.id), http_status=400)
    assert [it.id for it in reversals.list(transfer.id).data] == [rest.id, part.id]


@check
def secrets_are_set_found_listed_and_deleted(url):
    secrets = connect(url).v1.apps.secrets
    scope = {"type": "user", "user": "usr_1"}
    secrets.create({"name": "token", "payload": "one", "scope": scope})
    secrets.create({"name": "token", "payload": "two", "scope": scope})
    found = secrets.find({"name": "token", "scope": scope, "expand": ["payload"]})
    assert found.payload == "two"
    assert len(secrets.list({"scope": scope}).data) == 1
    other = connect(url, key="sk_test_other").v1.apps.secrets
    assert other.list({"scope": scope}).data == []
    assert secrets.delete_where({"name": "token", "scope": scope}).deleted is True


@check
def lists_page_forward_and_backward(url):
    client = connect(url)
    fund(client, 1000)
    made = [pay(client, amount, transfer_group="PAGES").id for amount in range(1, 8)]
    ask = {"transfer_group": "PAGES", "limit": 3}
    forward = client.v1.transfers.list(ask)
    assert [it.id for it in forward.auto_paging_iter()] == made[::-1]
    backward = client.v1.transfers.list({**ask, "ending_before": made[0]})
    assert [it.id for it in backward.auto_paging_iter()] == made[1:]


@check
def reversals_inside_a_transfer_page_on(url):
    client = connect(url)
    fund(client, 1000)
    transfer = pay(client, 100)
    for _ in range(12):
        client.v1.transfers.reversals.create(transfer.id, {"amount": 1})
    inside = client.v1.transfers.retrieve(transfer.id).reversals
    assert len(inside.data) == 10 and inside.has_more
    assert len(list(inside.auto_paging_iter())) == 12


@check
def the_same_key_is_done_once(url):
    client = connect(url)
    fund(client, 1000)
    key = {"idempotency_key": f"key-{time.time_ns()}"}
    params = {"amount": 5, "currency": "usd", "destination": ACCOUNT}
    first = client.v1.transfers.create(params, key)
    assert client.v1.transfers.create(params, key).id == first.id
    other = {**params, "amount": 6}
    raises(stripe.IdempotencyError, lambda: client.v1.transfers.create(other, key), http_status=400)


@check
def keys_are_checked(url):
    client = connect(url, key="sk_live_none")
    raises(stripe.AuthenticationError, lambda: client.v1.topups.list(), http_status=401)


@check
def accounts_are_kept_apart(url):
    client = connect(url, account=ACCOUNT)
    assert client.v1.topups.list().data == []
    nobody = connect(url, account="acct_none")
    raises(stripe.PermissionError, lambda: nobody.v1.topups.list(), http_status=403)


@check
def wrong_parameters_are_named(url):
    client = connect(url)
    create = client.v1.topups.create
    raises(stripe.InvalidRequestError, lambda: create({"amount": 1}), param="currency")
    wrong = {"amount": 1, "currency": "usd", "nonsense": 1}
    raises(stripe.InvalidRequestError, lambda: create(wrong), param="nonsense")
    both = {"starting_after": "tu_1", "ending_before": "tu_2"}
    raises(stripe.InvalidRequestError, lambda: client.v1.topups.list(both), http_status=400)


class Lossy(http.server.BaseHTTPRequestHandler):
    """Passes requests on; of the answers to POST, every first one is lost."""

    upstream = None
    seen = set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = urllib.request.Request(self.upstream + self.path, data=body, method="POST")
        for name, value in self.headers.items():
            if name.lower() not in ("host", "content-length", "connection", "accept-encoding"):
                request.add_header(name, value)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        content = answer.read()
        key = self.headers["Idempotency-Key"]
        if key not in self.seen:
            self.seen.add(key)
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@check
def a_lost_answer_is_asked_for_again_and_done_once(url):
    client = connect(url)
    fund(client, 1000)
    Lossy.upstream = url
    proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lossy)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    lossy = connect(f"http://127.0.0.1:{proxy.server_port}", retries=2)
    made = pay(lossy, 9, transfer_group="LOST")
    proxy.shutdown()
    found = client.v1.transfers.list({"transfer_group": "LOST"}).data
    assert [it.id for it in found] == [made.id]


def main(binary):
    command = [binary, "serve", "--port", "0", "--settle-after", f"{int(SETTLE_AFTER * 1000)}ms"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    failed = 0
    try:
        url = server.stdout.readline().strip()
        for function in CHECKS:
            name = function.__name__.replace("_", " ")
            try:
                function(url)
                print(f"ok      {name}", flush=True)
            except Exception:
                failed += 1
                print(f"FAILED  {name}", flush=True)
                traceback.print_exc()
    finally:
        server.terminate()
        server.wait()
    print(f"{len(CHECKS) - failed} of {len(CHECKS)} checks passed with stripe {stripe.VERSION}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
