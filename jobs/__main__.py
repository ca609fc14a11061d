"""The worker by itself: `python -m jobs`. It knows the service and none of the operator's commands."""

from importlib import import_module

if __name__ == "__main__":
    import_module("app").create_web().extensions["waker"].jobs.run()
