// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The export macro of the SDK's shared library.
#pragma once

#include <QtCore/qglobal.h>

#ifdef SPECTRUM_SDK_LIBRARY
#define SPECTRUM_SDK_EXPORT Q_DECL_EXPORT
#else
#define SPECTRUM_SDK_EXPORT Q_DECL_IMPORT
#endif
