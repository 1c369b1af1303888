"""Long work started from a page: it runs in its own process and tells how far it is in a small file.

Several web workers serve one user, so the state of a job lives on disk under the store's folder
(``jobs/<id>/``) and in no worker's memory. A page polls it; any worker can answer.
"""
