// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What an instance is put together from.
#pragma once

#include "instance/AccountBook.h"
#include "instance/ContactKeeper.h"
#include "instance/HostControl.h"
#include "instance/MessageBook.h"
#include "instance/OwnArchive.h"

#include <spectrum/Clock.h>
#include <spectrum/FrontendModule.h>
#include <spectrum/NetworkModule.h>

namespace spectrum::core
{

// The modules, the clock and the control outlive the instance.
struct InstanceParts {
    InstanceId id;
    Settings settings;
    NetworkModule &networkModule;
    FrontendModule &frontendModule;
    QString networkName;
    ContactKeeper::List contactList;
    std::unique_ptr<AccountBook> book;
    Clock &clock;
    // What administrators of the instance may do to the host; null = nothing.
    HostControl *control = nullptr;
    std::unique_ptr<MessageBook> messages = {}; // null = in memory
    std::unique_ptr<OwnArchive> archive = {};   // null = in memory
};

} // namespace spectrum::core
