"""The system knows nobody of this number: as in a container that is run as just any user."""

import pwd


def _nobody(uid: int) -> pwd.struct_passwd:
    raise KeyError(uid)


pwd.getpwuid = _nobody
