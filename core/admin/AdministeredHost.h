// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the admin commands need of the host.
#pragma once

#include "instance/HostControl.h"

#include <QList>

namespace spectrum::store
{
class Store;
}

namespace spectrum::core
{

class Instance;

class AdministeredHost
{
public:
    enum class Phase : quint8 { Starting, Ready, Failed };
    struct Member {
        Instance *instance = nullptr;
        Phase phase = Phase::Starting;
    };

    [[nodiscard]] virtual QList<Member> members() const = 0;
    [[nodiscard]] virtual HostControl &control() = 0;
    // Null when nothing is kept.
    [[nodiscard]] virtual store::Store *openedStore() = 0;
    // As SIGTERM would.
    virtual void stopRunning() = 0;

protected:
    ~AdministeredHost() = default;
};

} // namespace spectrum::core
