"""How are many requests answered without computing each, and none at the others' cost?

::

    request → desk ─ naming       what is asked for, under whichever address
                   ├ conditions   does the client hold the answer already?
                   ├ answers      has it been given before?
                   ├ flights      is it being computed right now?
                   └ admission    is there room to compute it?

``edition`` is the version of the code that answers. All of it lies before Flask, as a WSGI
application around another: an answer that is known costs neither routing nor a view.
"""
