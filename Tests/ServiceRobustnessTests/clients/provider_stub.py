"""Login with Amazon and Facebook on loopback, in their documented answers."""

import http.server
import json
import threading
import urllib.parse

AMAZON_APP = "amzn1.application-oa2-client.1"
FACEBOOK_APP = "4242"
FACEBOOK_SECRET = "the-secret-of-the-app"


class ProviderStub:
    """Both providers at one URL; a token is its user's id, one that begins with `bad` is none."""

    def __init__(self):
        stub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(url.query))
                status, answer = stub.answer(url.path, query)
                text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_port

    def answer(self, path, query):
        if path == "/auth/o2/tokeninfo":
            token = query["access_token"]
            if token.startswith("bad"):
                return 400, {"error": "invalid_token", "error_description": "The token is bad."}
            return 200, {
                "iss": "https://www.amazon.com", "user_id": token, "aud": AMAZON_APP,
                "app_id": "amzn1.application.1", "exp": 3000, "iat": 1}
        if path == "/debug_token":
            token = query["input_token"]
            if query["access_token"] != FACEBOOK_APP + "|" + FACEBOOK_SECRET:
                return 400, {"error": {"code": 190, "message": "Invalid OAuth access token."}}
            return 200, {"data": {
                "app_id": FACEBOOK_APP, "type": "USER", "is_valid": not token.startswith("bad"),
                "user_id": token, "expires_at": 0}}
        return 404, {"error": "not_found"}
