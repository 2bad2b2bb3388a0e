"""The summary names commands that can be typed where it is read."""

import sys

import pytest

from api.summary import _program


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """A virtual environment in the current folder that is not activated."""
    folder = tmp_path / "my env" / "bin"
    folder.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    return folder


def command(folder):
    (folder / "gangpei").touch()
    (folder / "gangpei").chmod(0o755)


def test_a_command_on_the_search_path_is_named_alone(environment, monkeypatch):
    command(environment)
    monkeypatch.setenv("PATH", str(environment))
    assert _program() == "gangpei"


def test_a_command_in_an_environment_that_is_not_activated_is_named_with_its_folder(environment):
    command(environment)
    assert _program() == "'my env/bin/gangpei'"


def test_without_an_installed_command_the_package_is_run(environment):
    assert _program() == f"'{environment}/python' -m api"
