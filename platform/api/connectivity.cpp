#include "platform/api/connectivity.h"

#include "platform/api/file_port.h"
#include "platform/api/key_vault.h"
#include "platform/api/paths.h"
