"""A real syncd with a directory of its own, and stubs of what it calls."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(
    0, os.path.join(os.path.dirname(__file__), "..", "..", "SyncServerTests", "boto3"))

KEY = "AKIDEXAMPLEEXAMPLE"
SECRET = "a-secret-of-forty-characters-for-testing"


class Service:
    """A running service; `url` is where it answers."""

    def __init__(self, program, *arguments):
        self.directory = tempfile.mkdtemp(prefix="sr-")
        self.data = os.path.join(self.directory, "data")
        self.program = program
        self.arguments = arguments
        self.port = 0
        self.start()

    def start(self):
        """Starts it on the port it had."""
        environment = {
            "HOME": self.directory, "PATH": "/usr/bin:/bin", "SYNCD_ADMIN_ACCESS_KEY": KEY,
            "SYNCD_ADMIN_SECRET_KEY": SECRET}
        self.log = open(os.path.join(self.directory, "log"), "a+")
        self.process = subprocess.Popen(
            [self.program, "serve", "--listen", "127.0.0.1:%d" % self.port, "--data", self.data]
            + list(self.arguments), env=environment, stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode().strip()
        if not line.startswith("syncd: listening on "):
            raise AssertionError("syncd did not start: " + self.text())
        self.url = line.rsplit(" ", 1)[1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def text(self):
        """Returns what it wrote to standard error."""
        self.log.seek(0)
        return self.log.read()

    def restart(self):
        """Kills it and starts it again."""
        self.process.kill()
        self.process.wait()
        self.start()

    def end(self):
        """Ends it as an operator does, and returns its status."""
        self.process.terminate()
        return self.process.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            print(self.text())
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


class Stub:
    """An HTTP server that keeps what is posted to it.

    `answer` gets the path and the JSON of a request and returns status and JSON.
    """

    def __init__(self, answer=lambda path, message: (200, {})):
        self.answer = answer
        self.messages = []
        self.arrived = threading.Condition()
        stub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                message = json.loads(body)
                with stub.arrived:
                    stub.messages.append((self.path, message))
                    stub.arrived.notify_all()
                status, answer = stub.answer(self.path, message)
                text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                try:
                    self.wfile.write(text)
                except OSError:
                    pass  # The service did not wait.

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_port

    def wait(self, condition, seconds=10):
        """Waits until `condition` holds for the messages, and returns whether it does."""
        with self.arrived:
            return self.arrived.wait_for(lambda: condition(self.messages), seconds)
