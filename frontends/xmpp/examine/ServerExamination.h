// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Looks at the settings of server mode: the certificate, the port, and how clients find it.
#pragma once

#include "../Options.h"
#include "OwnNameLookup.h"

#include <spectrum/Examination.h>

namespace spectrum::xmpp
{

class ServerExamination final : public Examination
{
    Q_OBJECT

public:
    ServerExamination(const Settings &settings, Options options, Examiner::Use use);

    void start() override;

private:
    void examineCertificate();
    void examinePorts();
    void examinePort(quint16 port, const char *option);

    const Settings &m_settings;
    const Options m_options;
    const Examiner::Use m_use;
    OwnNameLookup m_ownName;
};

} // namespace spectrum::xmpp
